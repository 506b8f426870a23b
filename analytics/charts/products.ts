import { type Locale, t } from '../../shop/i18n/index.ts'
import { share } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { rowLabel } from '../reports/table.ts'
import { figureWords, percentWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** The products that brought in most, as lying bars. */
export function productsChart(report: Report, locale: Locale): Plot {
  const { currency, definition } = report
  const bars = report.rows.map((row) => {
    const label = rowLabel(definition.row, row, locale)
    const sales = figureWords('gross_sales', row.figures.gross_sales, currency, locale)
    const point = t(locale, 'chart.products.point', { label, sales, units: Number(row.figures.units) })
    return { label, figures: row.figures, point }
  })
  return lyingBars(report, locale, { title: finding(report, locale), metric: 'gross_sales', bars })
}

/** What sold most, and its part of all. */
function finding({ totals, rows, definition, currency }: Report, locale: Locale): string {
  const [first] = rows
  const part = first && share(first.figures.gross_sales ?? 0n, totals.gross_sales ?? 0n)
  if (!first || part == null) return t(locale, 'chart.products.empty')
  return t(locale, 'chart.products.title', {
    product: rowLabel(definition.row, first, locale),
    sales: figureWords('gross_sales', first.figures.gross_sales, currency, locale),
    percent: percentWords(part, locale),
  })
}
