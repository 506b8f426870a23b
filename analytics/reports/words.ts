import { daysWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import { formatMoney } from '../../shop/money.ts'
import { type Filters, filterNames, UNCATEGORIZED } from '../../shop/orders/narrowing.ts'
import { methodName } from '../../shop/orders/words.ts'
import type { FilterLabels } from './filter-labels.ts'
import { type Figures, type Metric, metrics } from './metrics.ts'
import type { Report } from './report.ts'
import type { Window } from './window.ts'

/** A figure for a reader; a dash where it cannot be had. */
export function figureWords(metric: Metric, value: Figures[Metric], currency: string, locale: Locale): string {
  if (value == null) return '–'
  if (metrics[metric] === 'money') return formatMoney(BigInt(value), currency, locale)
  if (metrics[metric] === 'rate') return percentWords(Number(value), locale)
  if (metrics[metric] === 'lift') return changeWords(Number(value), locale)
  if (metrics[metric] === 'seconds') return durationWords(Number(value), locale)
  return Number(value).toLocaleString(locale, { maximumFractionDigits: 1 })
}

/** A duration with its two largest units: 1 hr, 5 min. */
export function durationWords(seconds: number, locale: Locale): string {
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)]
  const minutes = Math.floor((seconds % 3600) / 60)
  const parts = days > 0 ? { days, hours } : hours > 0 ? { hours, minutes } : { minutes, seconds: seconds % 60 }
  return (
    new Intl.DurationFormat(locale, { style: 'short' }).format(parts) ||
    new Intl.DurationFormat(locale, { style: 'short', secondsDisplay: 'always' }).format({ seconds: 0 })
  )
}

/** A share of 1 as a percentage with at most one decimal, as cards have it. */
export const percentWords = (share: number, locale: Locale): string =>
  share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 1 })

/** A change with its direction (+12%); nothing where there is nothing to compare with. */
export const changeWords = (change: number | null, locale: Locale): string =>
  change === null ? '' : `${change > 0 ? '+' : ''}${percentWords(change, locale)}`

/** A local date as `Intl` formats it rightly, with `timeZone: 'UTC'`: given a Temporal date it writes Chinese as bare digits. */
export const asUtc = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds

/** The dates of a window for a reader: Nov 16 – 22, 2026. */
export const windowWords = ({ from, to }: Window, locale: Locale): string => daysWords(from, to, locale)

/** What figures are cut down to, each filter by itself. */
export const filterTexts = (filters: Filters, locale: Locale, labels: FilterLabels = {}): string[] =>
  filterNames.flatMap((name) => {
    const value = filters[name]
    if (value === undefined) return []
    if (name === 'category' && value === UNCATEGORIZED) return t(locale, 'report.uncategorized')
    const label = labels[name]?.[locale] ?? (name === 'method' ? methodName(locale, value) : value)
    return t(locale, `report.filter.${name}`, { value: label })
  })

/** What the figures are of: their dates, the zone, and what they are cut down to. */
export const aboutWords = ({ window, zone, filters, filterLabels }: Report, locale: Locale): string =>
  [windowWords(window, locale), zone, ...filterTexts(filters, locale, filterLabels)].join(' · ')
