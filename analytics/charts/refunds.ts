import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords, figureWords, percentWords } from '../reports/words.ts'
import type { ChartSeries, Plot } from './data.ts'
import { altText, knownPoints, pointLabels } from './labels.ts'
import { countOver, moneyOver, whereKnown } from './values.ts'

/** What was refunded as columns, and as a line its part of what was captured, where that can be had. */
export function refundsChart(report: Report, locale: Locale): Plot {
  const { series, currency, totals } = report
  const about = `${aboutWords(report, locale)} · ${t(locale, `report.by.${report.by}`)}`
  const title = finding(report, locale)
  const name = t(locale, 'metric.refunded')
  const hasRate = totals.refund_rate != null
  const rate: ChartSeries = {
    ...{ name: t(locale, 'metric.refund_rate'), shape: 'line', axis: 'count' },
    values: whereKnown(countOver('refund_rate', series), report),
  }
  const points = knownPoints(report, locale, (label, figures) =>
    t(locale, 'chart.refunds.point', {
      label,
      refunded: figureWords('refunded', figures.refunded, currency, locale),
    }),
  )
  return {
    ...{ locale, currency, title, about, layout: 'columns', labels: pointLabels(report, locale) },
    series: [
      { name, shape: 'bars', axis: 'money', values: whereKnown(moneyOver('refunded', series, currency), report) },
      ...(hasRate ? [rate] : []),
    ],
    axes: {
      money: t(locale, 'chart.money_axis', { metric: name, currency }),
      ...(hasRate && { count: t(locale, 'metric.refund_rate'), isShare: true as const }),
    },
    alt: altText(locale, { title, about }, points),
  }
}

/** How much went back, and what part of what came in that is. */
function finding({ totals, currency }: Report, locale: Locale): string {
  if (!totals.refunded) return t(locale, 'chart.refunds.empty')
  const refunded = figureWords('refunded', totals.refunded, currency, locale)
  return totals.refund_rate == null
    ? t(locale, 'chart.refunds.title', { refunded })
    : t(locale, 'chart.refunds.title_rate', { refunded, percent: percentWords(totals.refund_rate, locale) })
}
