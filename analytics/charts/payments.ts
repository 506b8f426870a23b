import { type Locale, t } from '../../shop/i18n/index.ts'
import { methodName } from '../../shop/orders/words.ts'
import { share } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords, figureWords, percentWords } from '../reports/words.ts'
import type { Chart } from './data.ts'
import { altText } from './labels.ts'
import { moneyOver } from './values.ts'

/** Most methods that a chart has room for; the report's rows name all. */
const mostBars = 10

/** What each method brought in, as lying bars, most first. */
export function paymentsChart(report: Report, locale: Locale): Chart {
  const { currency } = report
  const about = aboutWords(report, locale)
  const title = finding(report, locale)
  const rows = report.rows.slice(0, mostBars)
  const labels = rows.map((row) => methodName(locale, row.name))
  const points = report.rows.map(({ name, figures }) =>
    t(locale, 'chart.payments.point', {
      label: methodName(locale, name),
      captured: figureWords('captured', figures.captured, currency, locale),
      payments: Number(figures.payments),
    }),
  )
  return {
    locale,
    currency,
    title,
    about,
    layout: 'lying bars',
    labels,
    series: [
      {
        name: t(locale, 'metric.captured'),
        shape: 'bars',
        axis: 'money',
        values: moneyOver(
          'captured',
          rows.map((row) => row.figures),
          currency,
        ),
      },
    ],
    axes: { money: t(locale, 'chart.money_axis', { metric: t(locale, 'metric.captured'), currency }) },
    alt: altText(locale, { title, about }, points),
  }
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
