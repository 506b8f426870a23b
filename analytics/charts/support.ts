import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords } from '../reports/words.ts'
import type { Chart } from './data.ts'
import { altText } from './labels.ts'

/** Most agents that a chart has room for; the report's rows name all. */
const mostBars = 10

/** How much each agent answered, as lying bars, most first. */
export function supportChart(report: Report, locale: Locale): Chart {
  const about = aboutWords(report, locale)
  const { conversations = 0n, replies = 0n } = report.totals
  const title =
    report.rows.length === 0
      ? t(locale, 'chart.support.empty')
      : t(locale, 'chart.support.title', { conversations: Number(conversations), replies: Number(replies) })
  const rows = report.rows.slice(0, mostBars)
  const name = t(locale, 'metric.replies')
  const answered = (row: Report['rows'][number]) => Number(row.figures.replies ?? 0n)
  const points = report.rows.map((row) =>
    t(locale, 'chart.support.point', { label: row.label ?? row.name, replies: answered(row) }),
  )
  return {
    ...{ locale, currency: null, title, about, layout: 'lying bars' },
    labels: rows.map((row) => row.label ?? row.name),
    series: [{ name, shape: 'bars', axis: 'money', values: rows.map(answered) }],
    axes: { money: name },
    alt: altText(locale, { title, about }, points),
  }
}
