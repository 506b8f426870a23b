import { type Locale, t } from '../../shop/i18n/index.ts'
import { share } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { rowLabel } from '../reports/table.ts'
import { figureWords, percentWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** What each merchant's goods brought in, as lying bars, most first. */
export function merchantsChart(report: Report, locale: Locale): Plot {
  const { definition, currency } = report
  const bars = report.rows.map((row) => {
    const label = rowLabel(definition.row, row, locale)
    const sales = figureWords('gross_sales', row.figures.gross_sales, currency, locale)
    const point = t(locale, 'chart.merchants.point', { label, sales, orders: Number(row.figures.orders_placed) })
    return { label, figures: row.figures, point }
  })
  return lyingBars(report, locale, { title: finding(report, locale), metric: 'gross_sales', bars })
}

/** Who sold most, or where it was all how much; and how many of all orders left late. */
function finding({ definition, rows, totals, currency }: Report, locale: Locale): string {
  const [first] = rows
  const part = first && share(first.figures.gross_sales ?? 0n, totals.gross_sales ?? 0n)
  if (!first || part == null) return t(locale, 'chart.merchants.empty')
  return t(locale, 'chart.merchants.title', {
    merchant: rowLabel(definition.row, first, locale),
    alone: part === 1,
    percent: percentWords(part, locale),
    sales: figureWords('gross_sales', totals.gross_sales, currency, locale),
    late: totals.late_shipment_rate == null ? 'none' : percentWords(totals.late_shipment_rate, locale),
  })
}
