import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { rowLabel } from '../reports/table.ts'
import { figureWords, percentWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** What each promotion gave away, as lying bars, most first. */
export function promotionsChart(report: Report, locale: Locale): Plot {
  const { definition, totals, currency } = report
  const given = (figures: Report['totals']) => figureWords('discount_given', figures.discount_given, currency, locale)
  const title = totals.redemptions
    ? t(locale, 'chart.promotions.title', {
        given: given(totals),
        orders: Number(totals.promoted_orders),
        percent: percentWords(totals.order_share ?? 0, locale),
      })
    : t(locale, 'chart.promotions.empty')
  const bars = report.rows.map((row) => {
    const label = rowLabel(definition.row, row, locale)
    const orders = Number(row.figures.promoted_orders)
    const point = t(locale, 'chart.promotions.point', { label, given: given(row.figures), orders })
    return { label, figures: row.figures, point }
  })
  return lyingBars(report, locale, { title, metric: 'discount_given', bars })
}
