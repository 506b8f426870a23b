import type { Window } from '../reports/window.ts'
import type { Stretch } from '../stretches.ts'
import type { DateRange } from './rollup.ts'

/** A bucket to compute anew, or of what its rows tell apart that with one key. */
export interface Marked extends Stretch {
  readonly key: string | null
}

const dateOf = (at: Temporal.Instant, zone: string) => at.toZonedDateTimeISO(zone).toPlainDate()

/** Of so much of a month marked whole (in milliseconds), all of it in one go costs less than each bucket by index. */
const muchOfMonth = 6 * 24 * 3_600_000

/** The months of which much is marked, and the buckets of the others. */
export function byDensity(marked: readonly Marked[], zone: string): { dense: Window[]; sparse: readonly Marked[] } {
  const length = (some: readonly Marked[]) =>
    some.reduce(
      (sum, { bucket, until, key }) => sum + (key === null ? until.epochMilliseconds - bucket.epochMilliseconds : 0),
      0,
    )
  // The usual refresh asks the calendar nothing.
  if (length(marked) < muchOfMonth) return { dense: [], sparse: marked }
  const months = Map.groupBy(marked, ({ bucket }) => String(dateOf(bucket, zone).with({ day: 1 })))
  const [dense, others] = [true, false].map((is) =>
    [...months].filter(([, some]) => length(some) >= muchOfMonth === is),
  )
  return {
    dense: (dense ?? []).map(([first]) => {
      const from = Temporal.PlainDate.from(first)
      return { from, to: from.add({ months: 1 }).subtract({ days: 1 }) }
    }),
    sparse: (others ?? []).flatMap(([, some]) => some),
  }
}

const later = (date: Temporal.PlainDate, other = date) => (Temporal.PlainDate.compare(date, other) < 0 ? other : date)
const earlier = (date: Temporal.PlainDate, other = date) => (Temporal.PlainDate.compare(date, other) > 0 ? other : date)

/** The local months from an instant to another and within some dates, the first and last of them cut off there. */
export function monthsBetween(
  first: Temporal.Instant,
  last: Temporal.Instant,
  range: DateRange,
  zone: string,
): Window[] {
  const from = later(dateOf(first, zone), range.from)
  const to = earlier(dateOf(last, zone), range.to)
  const list: Window[] = []
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; ) {
    const next = date.with({ day: 1 }).add({ months: 1 })
    list.push({ from: date, to: earlier(next.subtract({ days: 1 }), to) })
    date = next
  }
  return list
}
