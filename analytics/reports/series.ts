import { localHours } from '../local-hours.ts'
import { daysOf, previousWindow, spanOf, type Window } from './window.ts'

export const granularities = ['hour', 'day', 'week', 'month'] as const
export type Granularity = (typeof granularities)[number]

/** One point of a series: what METRICS calls it, and from when it counts. */
export interface Bucket {
  /** The local date on which the day, ISO week or month begins; of an hour its local time with offset. */
  readonly label: string
  readonly start: Temporal.Instant
  /** Where the same stretch of the window before begins: as many days earlier as the window is long. */
  readonly before: Temporal.Instant
}

/** Most points of a series: what a chart can show and a reader bear. */
export const mostBuckets = 2_400

/** How finely METRICS cuts a window where nobody says. */
export function usualGranularity(window: Window): Granularity {
  const days = daysOf(window)
  if (days <= 92) return 'day'
  return days <= 366 ? 'week' : 'month'
}

/** How finely a window is cut to be looked at: one day by the hour, since a single point says nothing. */
export const pictureGranularity = (window: Window): Granularity =>
  daysOf(window) === 1 ? 'hour' : usualGranularity(window)

/** About how many points a window has: an upper bound that costs nothing. */
export const bucketsAtMost = (window: Window, by: Granularity): number =>
  Math.ceil(daysOf(window) * { hour: 25, day: 1, week: 1 / 7, month: 1 / 28 }[by]) + 1

/** The points of a window in order. The first week or month may have begun before it; it counts from the window on. */
export function bucketsOf(window: Window, by: Granularity, zone: string): Bucket[] {
  return by === 'hour' ? hours(window, zone) : dates(window, by, zone)
}

function hours(window: Window, zone: string): Bucket[] {
  const { start, end } = spanOf(window, zone)
  const days = daysOf(window)
  const hourOf = localHours(zone)
  const buckets: Bucket[] = []
  for (let at = start; Temporal.Instant.compare(at, end) < 0; at = hourOf(at).until) {
    const local = at.toZonedDateTimeISO(zone)
    const before = at === start ? spanOf(previousWindow(window), zone).start : local.subtract({ days }).toInstant()
    buckets.push({ label: local.toString({ timeZoneName: 'never' }), start: at, before })
  }
  return buckets
}

const firstOf = {
  day: (date: Temporal.PlainDate) => date,
  week: (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 }),
  month: (date: Temporal.PlainDate) => date.with({ day: 1 }),
}

function dates(window: Window, by: 'day' | 'week' | 'month', zone: string): Bucket[] {
  const { from, to } = window
  const days = daysOf(window)
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).toInstant()
  const buckets: Bucket[] = []
  for (let date = firstOf[by](from); Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ [`${by}s`]: 1 })) {
    const counted = Temporal.PlainDate.compare(date, from) < 0 ? from : date
    buckets.push({ label: String(date), start: startOf(counted), before: startOf(counted.subtract({ days })) })
  }
  return buckets
}
