import type { Window } from '../reports/window.ts'
import type { Schedule } from './schedule.ts'

/** A schedule on the clocks of a zone. */
export interface Timetable {
  readonly schedule: Schedule
  readonly zone: string
}

/** Longer than any two slots are apart. */
const longestDays = 33

/** A slot posted later than this says so. */
const latenessMinutes = 10

export const isLate = (slot: Temporal.Instant, now: Temporal.Instant): boolean =>
  now.since(slot).total('minutes') > latenessMinutes

function falls({ schedule }: Timetable, date: Temporal.PlainDate): boolean {
  switch (schedule.every) {
    case 'daily':
      return true
    case 'weekdays':
      return date.dayOfWeek <= 5
    case 'weekly':
      return date.dayOfWeek === schedule.day
    case 'monthly':
      return date.day === schedule.day
  }
}

/**
 * The slot of a local date, or null where there is none. A time that clocks skip is the first instant after the gap, one
 * that they show twice is the first of the two: each date has one slot. A date that a zone skipped whole has none.
 */
function slotOn(timetable: Timetable, date: Temporal.PlainDate): Temporal.Instant | null {
  const { schedule, zone } = timetable
  const exists = date.toZonedDateTime(zone).toPlainDate().equals(date)
  if (!exists || !falls(timetable, date)) return null
  const wanted = date.toPlainDateTime(schedule.time)
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' })
  if (found.toPlainDateTime().equals(wanted)) return found.toInstant()
  return found.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.toInstant() ?? found.toInstant()
}

/** The latest slot up to and including an instant. */
export function latestSlot(timetable: Timetable, at: Temporal.Instant): Temporal.Instant | null {
  const today = at.toZonedDateTimeISO(timetable.zone).toPlainDate()
  for (let days = 0; days <= longestDays; days++) {
    const slot = slotOn(timetable, today.subtract({ days }))
    if (slot && Temporal.Instant.compare(slot, at) <= 0) return slot
  }
  return null
}

/** The first slot after an instant. */
export function nextSlot(timetable: Timetable, at: Temporal.Instant): Temporal.Instant | null {
  // A slot that a gap pushed over midnight belongs to the day before.
  const yesterday = at.toZonedDateTimeISO(timetable.zone).toPlainDate().subtract({ days: 1 })
  for (let days = 0; days <= longestDays; days++) {
    const slot = slotOn(timetable, yesterday.add({ days }))
    if (slot && Temporal.Instant.compare(slot, at) > 0) return slot
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
  const slot = latestSlot(subscription, now)
  if (!slot || Temporal.Instant.compare(slot, subscription.activeSince) < 0) return null
  if (lastSlot && Temporal.Instant.compare(slot, lastSlot) <= 0) return null
  return { slot, late: isLate(slot, now) }
}

/**
 * What a slot's report is about: the shop's whole days since the slot before, so that one report begins where the other
 * ended. Daily that is yesterday, on a Monday of `weekdays` Friday to Sunday, weekly 7 days, monthly on day 1 the month before.
 */
export function windowOfSlot(timetable: Timetable, slot: Temporal.Instant, shopZone: string): Window {
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(shopZone).toPlainDate()
  const to = dateOf(slot).subtract({ days: 1 })
  const before = latestSlot(timetable, slot.subtract({ nanoseconds: 1 }))
  const from = before ? dateOf(before) : to
  return { from: Temporal.PlainDate.compare(from, to) > 0 ? to : from, to }
}
