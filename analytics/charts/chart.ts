import type { Locale } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import type { Chart } from './data.ts'
import { marksOf } from './marks.ts'

/** The chart of a report for a reader, as plain data; renderChart makes the picture. */
export function chartOf(report: Report, locale: Locale): Chart {
  const plot = report.definition.chart(report, locale)
  const named = report.rows.some(({ label }) => label !== undefined)
  const { title, labels } = named ? report.definition.chart(nameless(report), locale) : plot
  return { ...plot, theme: report.theme, marks: marksOf(report, plot, locale), byId: { title, labels } }
}

/** Its rows by id. */
const nameless = (report: Report): Report => ({
  ...report,
  rows: report.rows.map((row) => ({ ...row, label: undefined })),
})
