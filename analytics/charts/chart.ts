import type { Locale } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import type { Chart, Plot } from './data.ts'
import { marksOf } from './marks.ts'

/** The chart of a report for a reader, as plain data; renderChart makes the picture. */
export function chartOf(report: Report, locale: Locale): Chart {
  const plot = withGaps(report, report.definition.chart(report, locale))
  const named = report.rows.some(({ label }) => label !== undefined)
  const { title, labels } = named ? report.definition.chart(nameless(report), locale) : plot
  return { ...plot, theme: report.theme, marks: marksOf(report, plot, locale), byId: { title, labels } }
}

/** Its rows by id. */
const nameless = (report: Report): Report => ({
  ...report,
  rows: report.rows.map((row) => ({ ...row, label: undefined })),
})

/** Leaves out what lies wholly before the records: nothing is known of it. */
function withGaps({ buckets, recordsBegin }: Report, plot: Plot): Plot {
  if (plot.layout !== 'columns' || plot.labels.length !== buckets.length || !recordsBegin) return plot
  const known = (at: number) => {
    const end = buckets[at + 1]?.start
    return !end || Temporal.Instant.compare(end, recordsBegin) > 0
  }
  const series = plot.series.map((one) => ({
    ...one,
    values: one.values.map((value, at) => (known(at) ? value : null)),
  }))
  return { ...plot, series }
}
