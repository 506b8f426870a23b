import type { Db } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { spanOf, type Window } from '../reports/window.ts'
import { refreshSoon } from '../rollups/refresh.ts'
import type { Reading } from './conditions.ts'
import { readingAt, spansOf } from './read-rule.ts'
import { readSpans } from './read-spans.ts'
import type { Watch } from './rules.ts'
import { stepAt } from './steps.ts'
import { windows } from './windows.ts'

/** An episode that would have been. */
interface PastEpisode {
  readonly beganAt: Temporal.Instant
  readonly reading: Reading
  /** Null: it went on at the end of the time. */
  readonly endedAt: Temporal.Instant | null
}

export interface BackTest {
  /** The dates that were tried: none that has not begun. */
  readonly dates: Window
  readonly zone: string
  readonly currency: string
  readonly episodes: readonly PastEpisode[]
  readonly slots: number
  /** From when on there are records of the figure; null where there are none. */
  readonly begun: Temporal.Instant | null
  /** At how many slots nothing could be said because the records did not reach back, and because of the condition. */
  readonly unreached: number
  readonly silent: number
}

/**
 * When a rule would have fired at the slots of some local dates, of the records as they are now. All is read at once: a
 * year of days takes as long as a report. Refuses a figure whose past is not known as it was.
 */
export async function backTest(
  db: Db,
  watch: Watch,
  rearmHours: number,
  dates: Window,
  now: Temporal.Instant,
): Promise<Result<BackTest>> {
  if (!watch.figure.hasPast) return refuse('alert.no_past')
  const settings = await readSettings(db)
  const { 'shop.timezone': zone, 'shop.currency': currency } = settings
  const { start, end } = spanOf(dates, zone)
  const last = Temporal.Instant.compare(end, now) < 0 ? end : now
  const slots = slotsBetween(watch, start.toZonedDateTimeISO(zone), last.toZonedDateTimeISO(zone))
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const to = Temporal.PlainDate.compare(dates.to, today) < 0 ? dates.to : today
  await refreshSoon(db)
  const looks = slots.map((slot) => ({ slot: slot.toInstant(), spans: spansOf(watch, slot) }))
  const all = looks.flatMap(({ spans }) => spans)
  const figure = await readSpans(db, settings, watch, all, now)
  const episodes: { beganAt: Temporal.Instant; reading: Reading; endedAt: Temporal.Instant | null }[] = []
  const unsaid = { unreached: 0, silent: 0 }
  for (const { slot, spans } of looks) {
    const reading = readingAt(watch, spans, figure)
    if (reading.fires === null) unsaid[spans[0] && figure.reaches(spans[0]) ? 'silent' : 'unreached']++
    const latest = episodes.at(-1)
    const open = latest !== undefined && latest.endedAt === null
    const standing = { open, endedAt: latest?.endedAt ?? null, snooze: null }
    const step = stepAt(slot, reading.fires, standing, rearmHours)
    if (step === 'begin') episodes.push({ beganAt: slot, reading, endedAt: null })
    if (step === 'recover' && latest) latest.endedAt = slot
  }
  return ok({ dates: { ...dates, to }, zone, currency, episodes, slots: slots.length, begun: figure.begun, ...unsaid })
}

/** The slots after a moment up to and including another: those of the dates that lie between, in order. */
function slotsBetween(
  { window }: Watch,
  start: Temporal.ZonedDateTime,
  end: Temporal.ZonedDateTime,
): Temporal.ZonedDateTime[] {
  const slots: Temporal.ZonedDateTime[] = []
  for (
    let slot = windows[window].latest(end);
    Temporal.ZonedDateTime.compare(slot, start) > 0;
    slot = windows[window].latest(slot.subtract({ milliseconds: 1 }))
  )
    slots.push(slot)
  return slots.reverse()
}
