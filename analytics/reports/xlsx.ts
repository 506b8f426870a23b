import writeExcelFile from 'write-excel-file/node'
import type { Sheet } from './sheets.ts'

/** Most characters that a spreadsheet takes of the text of a cell. */
const MOST_TEXT = 32_767

/** Sheets as a workbook. Text is kept as text, whatever it begins with; a number is one that can be reckoned with. */
export function xlsxFile(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return writeExcelFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row) =>
        row.map((cell) =>
          typeof cell === 'string'
            ? { type: String, value: cell.slice(0, MOST_TEXT) }
            : { type: Number, value: Number(cell.number) },
        ),
      ),
    })),
  ).toBuffer()
}
