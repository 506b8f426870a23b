import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { rowLabel } from '../reports/table.ts'
import { figureWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** What is left of the goods that run out first, as lying bars. */
export function stockChart(report: Report, locale: Locale): Plot {
  const { definition, totals, currency } = report
  const title = totals.tracked_products
    ? t(locale, 'chart.stock.title', {
        products: Number(totals.tracked_products),
        out: Number(totals.out_of_stock),
        low: Number(totals.below_safety),
      })
    : t(locale, totals.tracked_products === null ? 'chart.stock.unknown' : 'chart.stock.empty')
  const bars = report.rows.map((row) => {
    const label = rowLabel(definition.row, row, locale)
    const days = figureWords('days_of_cover', row.figures.days_of_cover, currency, locale)
    const point = t(locale, 'chart.stock.point', { label, available: Number(row.figures.available), days })
    return { label, figures: row.figures, point }
  })
  return lyingBars(report, locale, { title, metric: 'available', bars })
}
