import { localHours } from '../local-hours.ts'

/** A stretch of time, its end not included. */
export interface Span {
  readonly start: Temporal.Instant
  readonly end: Temporal.Instant
}

type Zoned = Temporal.ZonedDateTime

/** What time a figure is of: of each moment at which it is looked at, the slot, the stretch that ends there. */
export interface AlertWindow {
  /** It is of whole days, and said by their dates. */
  readonly ofDays?: true
  /** The latest slot up to and including a moment. */
  latest(at: Zoned): Zoned
  /** Where the stretch begins that ends at a slot. */
  start(slot: Zoned): Zoned
  /** The end of the stretch that it is compared with. */
  before(slot: Zoned): Zoned
}

/** The local hour's beginning; a change of offset begins one as well, as in the rollups. */
const hourOf = (at: Zoned): Zoned => localHours(at.timeZoneId)(at.toInstant()).bucket.toZonedDateTimeISO(at.timeZoneId)

const justBefore = (at: Zoned): Zoned => at.subtract({ milliseconds: 1 })

const ofDays = (days: number): AlertWindow => ({
  ofDays: true,
  latest: (at) => at.startOfDay(),
  start: (slot) => slot.subtract({ days }).startOfDay(),
  before: (slot) => slot.subtract({ days }).startOfDay(),
})

/** How often a figure without a past is looked at. */
const NOW_MINUTES = 5

/** Every window there is. Those of hours are looked at each hour, those of days when a day is over. */
export const windows = {
  /** What stands at this moment. */
  now: {
    latest: (at) => at.round({ smallestUnit: 'minute', roundingIncrement: NOW_MINUTES, roundingMode: 'floor' }),
    start: (slot) => slot,
    before: (slot) => slot,
  },
  hour: {
    latest: hourOf,
    start: (slot) => hourOf(justBefore(slot)),
    before: (slot) => hourOf(justBefore(slot)),
  },
  /** Since midnight; at midnight the day that is over. The same hours of the day before are compared. */
  today: {
    latest: hourOf,
    start: (slot) => justBefore(slot).startOfDay(),
    before: (slot) => slot.subtract({ days: 1 }),
  },
  '24h': {
    latest: hourOf,
    start: (slot) => slot.subtract({ days: 1 }),
    before: (slot) => slot.subtract({ days: 1 }),
  },
  day: ofDays(1),
  '7d': ofDays(7),
  '30d': ofDays(30),
} satisfies Record<string, AlertWindow>

export type WindowName = keyof typeof windows
export const windowNames = Object.keys(windows) as WindowName[]

/** The stretch that ends at a slot. */
export const spanAt = (window: AlertWindow, slot: Zoned): Span => ({
  start: window.start(slot).toInstant(),
  end: slot.toInstant(),
})

/** How many weeks back the usual band of a weekday and hour reaches. */
const WEEKS = 8

/** What a figure of a slot is compared with: the stretch before, and the same one of each of the weeks before. */
export function comparedSpans(window: AlertWindow, slot: Zoned): { before: Span; weeks: Span[] } {
  const weeks = Array.from({ length: WEEKS }, (_, week) => spanAt(window, slot.subtract({ weeks: week + 1 })))
  return { before: spanAt(window, window.before(slot)), weeks }
}
