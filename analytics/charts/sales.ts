import { type Locale, t } from '../../shop/i18n/index.ts'
import { changeOf } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords, figureWords, percentWords } from '../reports/words.ts'
import type { ChartSeries, Plot } from './data.ts'
import { altText, knownPoints, pointLabels } from './labels.ts'
import { beside, countOver, moneyOver, whereKnown } from './values.ts'

/** Total sales as columns, the period before as a faint line behind them, orders as a line. */
export function salesChart(report: Report, locale: Locale): Plot {
  const { series, previousSeries, currency, against } = report
  const about = `${aboutWords(report, locale)} · ${t(locale, `report.by.${report.by}`)}`
  const title = finding(report, locale)
  const labels = pointLabels(report, locale)
  const before: ChartSeries[] = previousSeries
    ? [
        {
          name: t(locale, 'chart.total_before', { against }),
          shape: 'faint line',
          axis: 'money',
          values: beside(moneyOver('total_sales', previousSeries, currency), report),
        },
      ]
    : []
  const points = knownPoints(report, locale, (label, figures) =>
    t(locale, 'chart.sales.point', {
      label,
      sales: figureWords('total_sales', figures.total_sales, currency, locale),
      orders: Number(figures.orders_placed),
    }),
  )
  return {
    locale,
    currency,
    title,
    about,
    layout: 'columns',
    labels,
    series: [
      {
        name: t(locale, 'metric.total_sales'),
        shape: 'bars',
        axis: 'money',
        values: whereKnown(moneyOver('total_sales', series, currency), report),
      },
      ...before,
      {
        name: t(locale, 'metric.orders_placed'),
        shape: 'line',
        axis: 'count',
        values: whereKnown(countOver('orders_placed', series), report),
      },
    ],
    axes: {
      money: t(locale, 'chart.money_axis', { metric: t(locale, 'metric.total_sales'), currency }),
      count: t(locale, 'metric.orders_placed'),
    },
    alt: altText(locale, { title, about }, points),
  }
}

/** What the window's sales say: how much, and how that compares. */
function finding({ totals, previous, currency, against }: Report, locale: Locale): string {
  if (totals.orders_placed === 0n && totals.total_sales === 0n) return t(locale, 'chart.sales.empty')
  const change = changeOf('total_sales', totals.total_sales, previous?.total_sales)
  const rounded = change === null ? null : Math.round(change * 1000)
  return t(locale, 'chart.sales.title', {
    sales: `${t(locale, 'metric.total_sales')} ${figureWords('total_sales', totals.total_sales, currency, locale)}`,
    before: t(locale, 'chart.before', { against }),
    change: rounded === null ? 'none' : rounded > 0 ? 'up' : rounded < 0 ? 'down' : 'same',
    percent: percentWords(Math.abs(change ?? 0), locale),
  })
}
