import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report, ReportRow, TableShape } from './report.ts'
import { figureWords, percentWords } from './words.ts'

/** What a row of a table is called in a reader's language. */
export function rowLabel(shape: TableShape | null, { name, label }: ReportRow, locale: Locale): string {
  if (typeof label === 'object') return label[locale]
  return label ?? shape?.nameWords?.(locale, name) ?? name
}

/** Most months after its own that a cohort's row shows; METRICS' object has all. */
const mostMonths = 6

/** A table for a reader, its head first. */
export function tableCells(
  shape: TableShape,
  rows: readonly ReportRow[],
  { currency }: Pick<Report, 'currency'>,
  locale: Locale,
): string[][] {
  const months = Math.min(mostMonths, Math.max(0, ...rows.map(({ again = [] }) => again.length)))
  const after = Array.from({ length: months }, (_, at) => at)
  return [
    [
      t(locale, shape.title),
      ...shape.figures.map((metric) => t(locale, `metric.${metric}`)),
      ...after.map((at) => `+${at + 1}`),
    ],
    ...rows.map((row) => [
      rowLabel(shape, row, locale),
      ...shape.figures.map((metric) => figureWords(metric, row.figures[metric], currency, locale)),
      ...after.map((at) => (row.again?.[at] === undefined ? '' : percentWords(row.again[at], locale))),
    ]),
  ]
}

/** Chinese takes two columns a character. */
const widthOf = (text: string) =>
  [...text].reduce((width, character) => width + (/[\p{sc=Han}\u3000-\u303f\uff00-\uffef]/u.test(character) ? 2 : 1), 0)

/** Columns beside each other in letters of one width, the first flush left, the others right. */
export function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))))
  return table.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
        return column === 0 ? cell + space : space + cell
      })
      .join('   ')
      .trimEnd(),
  )
}
