/**
 * What a spreadsheet would take for a formula, full-width signs included, also behind what nobody sees, which some take
 * away (OWASP, "CSV Injection").
 */
const FORMULA = /^(?:[\t\r]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u

/** Text, or a number by its decimal digits. */
export type Cell = string | { readonly number: string }

/** One cell: text quoted, harmless in a spreadsheet; a number as it is. */
const csvCell = (cell: Cell): string =>
  typeof cell === 'string' ? `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"` : cell.number

/** Rows as a CSV file in UTF-8 (RFC 4180), with the byte-order mark that spreadsheets know it by. */
export const csvFile = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
