import { type Schedule, timesOn } from './schedule.ts'

/** A schedule on the clocks of a zone. */
export interface Timetable {
  readonly schedule: Schedule
  readonly zone: string
}

/** Longer than any two slots are apart: a zone skipped a day 30, and a 29 February may be 8 years after the last. */
const longestDays = ({ schedule }: Timetable) => (schedule.every === 'cron' ? 8 * 366 : 64)

/** A slot posted later than this says so. */
const latenessMinutes = 10

export const isLate = (slot: Temporal.Instant, now: Temporal.Instant): boolean =>
  now.since(slot).total('minutes') > latenessMinutes

/**
 * The slots of a local date, in order. A time that clocks skip is the first instant after the gap, one that they show
 * twice is the first of the two: each time of each date is one slot. A date that a zone skipped whole has none.
 */
function slotsOn({ schedule, zone }: Timetable, date: Temporal.PlainDate): Temporal.Instant[] {
  const times = timesOn(schedule, date)
  if (times.length === 0 || !date.toZonedDateTime(zone).toPlainDate().equals(date)) return []
  return times.map((time) => {
    const wanted = date.toPlainDateTime(time)
    const found = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' })
    if (found.toPlainDateTime().equals(wanted)) return found.toInstant()
    return found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.toInstant() ?? found.toInstant()
  })
}

/** The latest slot up to and including an instant, not before another; null where there is none. */
export function latestSlot(
  timetable: Timetable,
  at: Temporal.Instant,
  since: Temporal.Instant | null = null,
): Temporal.Instant | null {
  const dateOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timetable.zone).toPlainDate()
  // Clocks that are put back over midnight have shown some of tomorrow; a gap may push a slot into the next day.
  const [first, last] = [dateOf(at).add({ days: 1 }), since && dateOf(since).subtract({ days: 1 })]
  for (let days = 0; days <= longestDays(timetable); days++) {
    const date = first.subtract({ days })
    if (last && Temporal.PlainDate.compare(date, last) < 0) return null
    const slot = slotsOn(timetable, date).findLast((one) => Temporal.Instant.compare(one, at) <= 0)
    if (slot) return since && Temporal.Instant.compare(slot, since) < 0 ? null : slot
  }
  return null
}

/** The first slot after an instant; null where there is none for years. */
export function nextSlot(timetable: Timetable, at: Temporal.Instant): Temporal.Instant | null {
  // A slot that a gap pushed over midnight belongs to the day before.
  const yesterday = at.toZonedDateTimeISO(timetable.zone).toPlainDate().subtract({ days: 1 })
  for (let days = 0; days <= longestDays(timetable) + 1; days++) {
    const slot = slotsOn(timetable, yesterday.add({ days })).find((one) => Temporal.Instant.compare(one, at) > 0)
    if (slot) return slot
  }
  return null
}

/**
 * What is to be posted now, given the last slot that was: after downtime only the latest one missed, and none from before
 * the subscription was active. A clock that jumps back repeats nothing.
 */
export function dueSlot(
  subscription: Timetable & { readonly activeSince: Temporal.Instant },
  lastSlot: Temporal.Instant | null,
  now: Temporal.Instant,
): { slot: Temporal.Instant; late: boolean } | null {
  const { activeSince } = subscription
  const since = lastSlot && Temporal.Instant.compare(lastSlot, activeSince) > 0 ? lastSlot : activeSince
  const slot = latestSlot(subscription, now, since)
  if (!slot || (lastSlot && Temporal.Instant.compare(slot, lastSlot) <= 0)) return null
  return { slot, late: isLate(slot, now) }
}
