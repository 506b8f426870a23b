import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { rowLabel } from '../reports/table.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** How much each agent answered, as lying bars, most first. */
export function supportChart(report: Report, locale: Locale): Plot {
  const { conversations = 0n, replies = 0n } = report.totals
  const title =
    report.rows.length === 0
      ? t(locale, 'chart.support.empty')
      : t(locale, 'chart.support.title', { conversations: Number(conversations), replies: Number(replies) })
  const bars = report.rows.map((row) => {
    const label = rowLabel(report.definition.row, row, locale)
    const point = t(locale, 'chart.support.point', { label, replies: Number(row.figures.replies ?? 0n) })
    return { label, figures: row.figures, point }
  })
  return lyingBars(report, locale, { title, metric: 'replies', bars })
}
