import { localHours } from '../local-hours.ts'
import { type Comparison, dateBefore } from './comparison.ts'
import { daysOf, spanOf, type Window } from './window.ts'

export const granularities = ['hour', 'day', 'week', 'month'] as const
export type Granularity = (typeof granularities)[number]

/** One point of a series: what METRICS calls it, and from when it counts. */
export interface Bucket {
  /** The local date on which the day, ISO week or month begins; of an hour its local time with offset. */
  readonly label: string
  readonly start: Temporal.Instant
  /** Where the stretch of the window before begins that it is set beside; it is empty where the next one begins there too. */
  readonly before: Temporal.Instant
}

/** Whether a point, not the last, was over at a moment: when its records begin, nothing is known of it. */
export function isOverBy(buckets: readonly Bucket[], index: number, at: Temporal.Instant | null): boolean {
  const end = buckets[index + 1]?.start
  return end !== undefined && at !== null && Temporal.Instant.compare(end, at) <= 0
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
export function bucketsOf(window: Window, by: Granularity, zone: string, against: Comparison): Bucket[] {
  const before = (date: Temporal.PlainDate, plainTime?: Temporal.PlainTime): Temporal.Instant => {
    const earlier = dateBefore(date, window, against)
    return earlier ? earlier.toZonedDateTime({ timeZone: zone, plainTime }).toInstant() : before(date.add({ days: 1 }))
  }
  return by === 'hour' ? hours(window, zone, before) : dates(window, by, zone, before)
}

type Before = (date: Temporal.PlainDate, time?: Temporal.PlainTime) => Temporal.Instant

function hours(window: Window, zone: string, before: Before): Bucket[] {
  const { start, end } = spanOf(window, zone)
  const hourOf = localHours(zone)
  const buckets: Bucket[] = []
  for (let at = start; Temporal.Instant.compare(at, end) < 0; at = hourOf(at).until) {
    const local = at.toZonedDateTimeISO(zone)
    // A day that begins at one in the morning is set beside a whole one.
    const time = at === start ? undefined : local.toPlainTime()
    const label = local.toString({ timeZoneName: 'never' })
    buckets.push({ label, start: at, before: before(local.toPlainDate(), time) })
  }
  return buckets
}

const firstOf = {
  day: (date: Temporal.PlainDate) => date,
  week: (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 }),
  month: (date: Temporal.PlainDate) => date.with({ day: 1 }),
}

function dates(window: Window, by: 'day' | 'week' | 'month', zone: string, before: Before): Bucket[] {
  const { from, to } = window
  const buckets: Bucket[] = []
  for (let date = firstOf[by](from); Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ [`${by}s`]: 1 })) {
    const counted = Temporal.PlainDate.compare(date, from) < 0 ? from : date
    const start = counted.toZonedDateTime(zone).toInstant()
    buckets.push({ label: String(date), start, before: before(counted) })
  }
  return buckets
}
