import type { Hours } from './time-fields.ts'

/** When a promotion is open: between two instants, and within those at certain hours and days of a zone. */
export interface Schedule {
  readonly starts: Temporal.Instant | null
  readonly ends: Temporal.Instant | null
  readonly hours: Hours | null
  readonly weekdays: ReadonlySet<number> | null
  readonly zone: string
}

/** Open until an instant (null: without end), or closed until one (null: for good). */
export interface Opening {
  readonly open: boolean
  readonly until: Temporal.Instant | null
}

const WHOLE_DAY: Hours = { from: new Temporal.PlainTime(), to: new Temporal.PlainTime() }

const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0

/**
 * Whether a schedule is open at an instant, and until when it stays so. Each day has its window once, also where daylight
 * saving skips its hours (then it comes as much later) or has them twice (then it is the first of them).
 */
export function openingAt(schedule: Schedule, at: Temporal.Instant): Opening {
  const { starts, ends, hours, weekdays } = schedule
  if (ends && !before(at, ends)) return { open: false, until: null }
  const from = starts && before(at, starts) ? starts : at
  if (!hours && !weekdays) return from === at ? { open: true, until: ends } : { open: false, until: from }
  const window = nextWindow(schedule, from)
  if (!window || (ends && !before(window.start, ends))) return { open: false, until: null }
  const until = ends && before(ends, window.end) ? ends : window.end
  if (from === at && !before(at, window.start)) return { open: true, until }
  return { open: false, until: before(window.start, from) ? from : window.start }
}

interface Window {
  start: Temporal.Instant
  end: Temporal.Instant
}

/** The first window of a day that ends after an instant. Of nine days from yesterday on there is one, however few weekdays. */
function nextWindow({ hours, weekdays, zone }: Schedule, at: Temporal.Instant): Window | null {
  const { from, to } = hours ?? WHOLE_DAY
  const overnight = Temporal.PlainTime.compare(to, from) <= 0
  const today = at.toZonedDateTimeISO(zone).toPlainDate()
  for (let ahead = -1; ahead <= 8; ahead++) {
    const day = today.add({ days: ahead })
    if (weekdays && !weekdays.has(day.dayOfWeek)) continue
    const last = overnight ? day.add({ days: 1 }) : day
    const end = last.toZonedDateTime({ timeZone: zone, plainTime: to }).toInstant()
    if (before(at, end)) return { start: day.toZonedDateTime({ timeZone: zone, plainTime: from }).toInstant(), end }
  }
  return null
}
