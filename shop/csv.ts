/** What a spreadsheet would take for a formula, full-width signs included (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

/** One cell, quoted, harmless in a spreadsheet. */
const csvCell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Rows as a CSV file in UTF-8 (RFC 4180), with the byte-order mark that spreadsheets know it by. */
export const csvFile = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
