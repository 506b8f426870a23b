import { type Locale, t } from '../../shop/i18n/index.ts'
import { type Figures, type Metric, metrics } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { altText } from './labels.ts'
import { countOver, moneyOver } from './values.ts'

/** Most bars that a chart has room for; its alternative text names all. */
const mostBars = 10

interface Bars {
  readonly title: string
  readonly metric: Metric
  /** In their order: what each bar is called, its figures, and both in words. */
  readonly bars: readonly { readonly label: string; readonly figures: Figures; readonly point: string }[]
}

/** One metric of some things as lying bars. */
export function lyingBars(report: Report, locale: Locale, { title, metric, bars }: Bars): Plot {
  const currency = metrics[metric] === 'money' ? report.currency : null
  const about = aboutWords(report, locale)
  const name = t(locale, `metric.${metric}`)
  const shown = bars.slice(0, mostBars)
  const figures = shown.map((bar) => bar.figures)
  const values = currency === null ? countOver(metric, figures) : moneyOver(metric, figures, currency)
  return {
    ...{ locale, currency, title, about, layout: 'lying bars' },
    labels: shown.map(({ label }) => label),
    series: [{ name, shape: 'bars', axis: 'money', values }],
    axes: { money: currency === null ? name : t(locale, 'chart.money_axis', { metric: name, currency }) },
    alt: altText(
      locale,
      { title, about },
      bars.map(({ point }) => point),
    ),
  }
}
