import { type Locale, t } from '../../shop/i18n/index.ts'
import { share } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { aboutWords, percentWords } from '../reports/words.ts'
import type { Plot } from './data.ts'
import { altText, knownPoints, pointLabels } from './labels.ts'
import { countOver, whereKnown } from './values.ts'

/**
 * Customers of each bucket at their first order and others, one upon the other. Who orders in two buckets is in both, so that
 * only the first orders add up to those of the title.
 */
export function customersChart(report: Report, locale: Locale): Plot {
  const { series, totals } = report
  const about = `${aboutWords(report, locale)} · ${t(locale, `report.by.${report.by}`)}`
  const part = share(totals.new_customers ?? 0n, totals.customers ?? 0n)
  const title =
    part === null
      ? t(locale, 'chart.customers.empty')
      : t(locale, 'chart.customers.title', { customers: Number(totals.customers), percent: percentWords(part, locale) })
  const point = (label: string, figures: Report['series'][number]) =>
    t(locale, 'chart.customers.point', {
      label,
      new: Number(figures.new_customers),
      returning: Number(figures.returning_customers),
    })
  const bars = (metric: 'new_customers' | 'returning_customers', shape: 'bars' | 'upper bars') => ({
    ...{ name: t(locale, `chart.customers.${metric}`), shape, axis: 'money' as const },
    values: whereKnown(countOver(metric, series), report),
  })
  return {
    ...{ locale, currency: null, title, about, layout: 'columns', labels: pointLabels(report, locale) },
    series: [bars('new_customers', 'bars'), bars('returning_customers', 'upper bars')],
    axes: { money: t(locale, 'chart.customers.axis', { by: report.by }) },
    alt: altText(locale, { title, about }, knownPoints(report, locale, point)),
  }
}
