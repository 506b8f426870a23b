import { momentWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import { changeOf, type Metric, metrics } from '../reports/metrics.ts'
import { changeWords, figureWords, percentWords, windowWords } from '../reports/words.ts'
import type { Bound, Reading } from './conditions.ts'
import type { AlertFigure } from './figures.ts'
import { presets } from './presets.ts'
import type { NamedWatch, Watch } from './rules.ts'
import { type AlertWindow, spanAt, windows } from './windows.ts'

/** How one reader is told of money and numbers. */
interface Speech {
  readonly currency: string
  readonly locale: Locale
}

/** What is watched: Payments: Failed. */
export function figureTitle({ report, metric }: AlertFigure, locale: Locale): string {
  const figure = t(locale, `metric.${metric}`)
  return report ? t(locale, 'alert.figure', { report: t(locale, `report.${report}`), figure }) : figure
}

/** What is watched, and of which time. */
export const watchWords = ({ figure, window }: Watch, locale: Locale): string =>
  t(locale, 'alert.title', { what: figureTitle(figure, locale), window: t(locale, `alert.window.${window}`) })

/** What a rule is called: by its own name, as it was shipped while it watches the same, or else by what it watches. */
export function titleOf(watch: NamedWatch, locale: Locale): string {
  const { name, preset, figure } = watch
  if (name !== null) return name
  if (preset !== null && presets[preset].figure === figure.name) return t(locale, `alert.preset.${preset}`)
  return watchWords(watch, locale)
}

/** When a rule tells. */
export function boundWords({ figure, bound }: Watch, { currency, locale }: Speech): string {
  const written: Record<Bound['name'], () => string> = {
    threshold: () => figureWords(figure.metric, bound.value, currency, locale),
    change: () => percentWords(bound.value, locale),
    band: () => bound.value.toLocaleString(locale),
  }
  const key = `alert.bound.${bound.name}.${bound.side}` as 'alert.bound.threshold.above'
  return t(locale, key, { value: written[bound.name]() })
}

/** A computed figure for a reader: money in whole minor units. */
const near = (metric: Metric, value: number, { currency, locale }: Speech): string =>
  figureWords(metric, metrics[metric] === 'money' ? Math.round(value) : value, currency, locale)

/** The figure itself. */
export const valueWords = ({ figure }: Watch, value: number | null, { currency, locale }: Speech): string =>
  figureWords(figure.metric, value, currency, locale)

/** What a figure is compared with: what is usual, and the period before. */
export function comparedWords(watch: Watch, { value, before, usual }: Reading, speech: Speech): string[] {
  const { locale } = speech
  const { metric } = watch.figure
  // Hardly any figure can be below nothing, a lift by all of it, and no rate above all, wherever the band ends.
  const least = metrics[metric] === 'lift' ? -1 : 0
  const most = metrics[metric] === 'rate' ? Math.max(1, value ?? 1) : Number.POSITIVE_INFINITY
  const band = usual && {
    low: near(metric, Math.max(usual.low, Math.min(least, value ?? least)), speech),
    ...{ high: near(metric, Math.min(usual.high, most), speech), median: near(metric, usual.median, speech) },
  }
  const change = changeWords(changeOf(metric, value, before), locale)
  const past = before === null ? '' : near(metric, before, speech)
  return [
    ...(band ? [t(locale, 'alert.usual', band)] : []),
    ...(past ? [t(locale, change ? 'alert.before_change' : 'alert.before', { before: past, change })] : []),
  ]
}

/** Why of a figure nothing can be said, or where it is there, why not by this condition. */
export const unsaidWords = ({ bound }: Watch, locale: Locale): string => t(locale, `alert.unsaid.${bound.name}`)

/** Of when a figure is: the moment up to which, or its whole days. */
export function slotWords({ window }: Watch, slot: Temporal.Instant, zone: string, locale: Locale): string {
  const kind: AlertWindow = windows[window]
  if (!kind.ofDays) return momentWords(slot, zone, locale)
  const { start, end } = spanAt(kind, slot.toZonedDateTimeISO(zone))
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
  return windowWords({ from: dateOf(start), to: dateOf(end).subtract({ days: 1 }) }, locale)
}
