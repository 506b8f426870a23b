import type { Window } from '../reports/window.ts'
import { latestSlot, type Timetable } from './slots.ts'

/** What a scheduled report may be about, instead of the time since the slot before; all are of whole days. */
export const periods = ['yesterday', '7d', '30d', 'month'] as const
export type Period = (typeof periods)[number]

/**
 * What a slot's report is about, in the shop's days. Where nothing else was asked for: the whole days since the slot
 * before, so that one report begins where the other ended. Daily that is yesterday, on a Monday of `weekdays` Friday to
 * Sunday, weekly 7 days, monthly on day 1 the month before; where the slot before was on the same day, the day so far.
 */
export function windowOfSlot(
  timetable: Timetable,
  slot: Temporal.Instant,
  shopZone: string,
  period: Period | null = null,
): Window {
  const dateOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(shopZone).toPlainDate()
  const today = dateOf(slot)
  const yesterday = today.subtract({ days: 1 })
  switch (period) {
    case 'yesterday':
      return { from: yesterday, to: yesterday }
    case '7d':
      return { from: today.subtract({ days: 7 }), to: yesterday }
    case '30d':
      return { from: today.subtract({ days: 30 }), to: yesterday }
    case 'month': {
      const first = today.with({ day: 1 })
      return { from: first.subtract({ months: 1 }), to: first.subtract({ days: 1 }) }
    }
  }
  const before = latestSlot(timetable, slot.subtract({ nanoseconds: 1 }))
  const from = before ? dateOf(before) : yesterday
  return from.equals(today) ? { from: today, to: today } : { from, to: yesterday }
}
