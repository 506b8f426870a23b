import { type Locale, t } from '../../shop/i18n/index.ts'
import { methodName } from '../../shop/orders/words.ts'
import { share } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { figureWords, percentWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { lyingBars } from './lying-bars.ts'

/** What each method brought in, as lying bars, most first. */
export function paymentsChart(report: Report, locale: Locale): Plot {
  const bars = report.rows.map(({ name, figures }) => {
    const label = methodName(locale, name)
    const captured = figureWords('captured', figures.captured, report.currency, locale)
    const point = t(locale, 'chart.payments.point', { label, captured, payments: Number(figures.payments) })
    return { label, figures, point }
  })
  return lyingBars(report, locale, { title: finding(report, locale), metric: 'captured', bars })
}

/** Which method brought in most, and its part of all. */
function finding({ totals, rows, currency }: Report, locale: Locale): string {
  const [first] = rows
  const part = first && share(first.figures.captured ?? 0n, totals.captured ?? 0n)
  if (!first || part == null) return t(locale, 'chart.payments.empty')
  return t(locale, 'chart.payments.title', {
    method: methodName(locale, first.name),
    percent: percentWords(part, locale),
    captured: figureWords('captured', totals.captured, currency, locale),
  })
}
