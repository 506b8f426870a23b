import type { Episode } from '../../analytics/alerts/episodes.ts'
import type { LiveName } from '../../analytics/alerts/live.ts'
import type { Watch } from '../../analytics/alerts/rules.ts'
import { type AlertWindow, spanAt, windows } from '../../analytics/alerts/windows.ts'
import { boundWords, comparedWords, slotWords, titleOf, valueWords, watchWords } from '../../analytics/alerts/words.ts'
import { questionText } from '../../analytics/reports/question.ts'
import { durationWords } from '../../analytics/reports/words.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { type Button, buttons, context, escapeText, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

export const speechOf = (settings: Settings, { locale }: Reader) => ({ currency: settings['shop.currency'], locale })

/** A figure of a moment is listed rather than reported. */
const lists: Record<LiveName, string> = { goods_low: 'stock.low', customers_waiting: 'support.queue' }

/** Leads to what a figure is about: its report over the dates of a slot, of the merchant that is watched, or a list. */
export function reportButton(watch: Watch, slot: Temporal.Instant, zone: string, reader: Reader): Button {
  const label = reader.say('alert.open_report')
  const { merchant, figure } = watch
  const { report, live } = figure
  if (live) return { label, operation: lists[live.name] }
  const { start, end } = spanAt(windows[watch.window], slot.toZonedDateTimeISO(zone))
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
  const last = dateOf(end.subtract({ milliseconds: 1 }))
  const question = { report, window: `${dateOf(start)}..${last}`, by: null, table: null, against: 'previous' as const }
  const filters = merchant === null ? {} : { merchant }
  return { label, operation: 'report.show', argument: questionText({ ...question, filters }) }
}

/** What a rule is called, and of whom. */
export function nameOf(watch: Parameters<typeof titleOf>[0], reader: Reader): string {
  const of =
    watch.merchant === null ? [] : [reader.say('alert.of_merchant', { merchant: watch.merchantName ?? watch.merchant })]
  return escapeText([titleOf(watch, reader.locale), ...of].join(' · '))
}

/** Puts a rule off, for an hour or until tomorrow, ends that, or mutes it. */
export const quietButtons = (id: string, isSnoozed: boolean, reader: Reader): Button[] => [
  ...(isSnoozed ? [{ label: reader.say('alert.unsnooze'), operation: 'alert.unmute', argument: id }] : []),
  { label: reader.say('alert.snooze_hour'), operation: 'alert.snooze', argument: `${id} 1h` },
  { label: reader.say('alert.snooze_tomorrow'), operation: 'alert.snooze', argument: `${id} tomorrow` },
  { label: reader.say('alert.mute'), operation: 'alert.mute', argument: id },
]

/** When something was found: days by their dates, else on each viewer's clock. */
export function whenText(watch: Watch, slot: Temporal.Instant, zone: string, reader: Reader): string {
  const kind: AlertWindow = windows[watch.window]
  return kind.ofDays ? slotWords(watch, slot, zone, reader.locale) : reader.when(slot)
}

function overText({ watch, beganAt, end }: Episode, settings: Settings, reader: Reader): string[] {
  if (!end) return []
  const value = valueWords(watch, end.reading?.value ?? null, speechOf(settings, reader))
  const took = durationWords(Math.round(beganAt.until(end.at).total('seconds')), reader.locale)
  return [reader.say(`alert.over.${end.ending}`, { at: reader.when(end.at), took, value })]
}

/** An episode: the figure beside what it usually is, and what can be done about it; or how it ended. */
export function episodeMessage(episode: Episode, settings: Settings, reader: Reader): Message {
  const { watch, reading, beganAt, ruleId, end, snoozedUntil, latest } = episode
  const speech = speechOf(settings, reader)
  const zone = settings['shop.timezone']
  const value = valueWords(watch, reading.value, speech)
  const text = reader.say('alert.fired', { title: nameOf(watch, reader), value })
  const since = reader.say('alert.since', { since: whenText(watch, beganAt, zone, reader) })
  const now = latest && latest.value !== reading.value ? valueWords(watch, latest.value, speech) : null
  const facts = [
    ...comparedWords(watch, reading, speech),
    since,
    ...(now ? [reader.say('alert.now_value', { value: now })] : []),
  ]
  const state = end
    ? overText(episode, settings, reader)
    : snoozedUntil
      ? [reader.say('alert.snoozed', { until: reader.when(snoozedUntil) })]
      : []
  const again =
    end?.ending === 'muted'
      ? [{ label: reader.say('alert.unmute'), operation: 'alert.unmute', argument: ruleId }]
      : end
        ? []
        : quietButtons(ruleId, snoozedUntil !== null, reader)
  return {
    text,
    blocks: [
      section(`${end ? '✅' : '🔔'} *${nameOf(watch, reader)}*: *${value}*\n${facts.join(' · ')}`),
      ...(state.length > 0 ? [section(state.join('\n'))] : []),
      context(
        [reader.say('alert.rule', { id: ruleId }), watchWords(watch, reader.locale), boundWords(watch, speech)].join(
          ' · ',
        ),
      ),
      buttons(reportButton(watch, beganAt, zone, reader), ...again),
    ],
  }
}

/** In the thread: that it still goes on after a snooze, or that it is over. */
export function threadMessage(episode: Episode, settings: Settings, reader: Reader): Message {
  const { watch, end, latest } = episode
  const value = valueWords(watch, latest?.value ?? null, speechOf(settings, reader))
  const text = end
    ? `✅ ${overText(episode, settings, reader).join(' ')}`
    : `🔔 ${reader.say('alert.reminded', { value })}`
  return { text, blocks: [section(text)] }
}
