import { type Locale, t } from '../../shop/i18n/index.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** When a report is posted: a wall-clock time on some days. `day`: of the week 1..7 from Monday, or of the month 1..28. */
export type Schedule =
  | { readonly every: 'daily' | 'weekdays'; readonly time: Temporal.PlainTime }
  | { readonly every: 'weekly' | 'monthly'; readonly day: number; readonly time: Temporal.PlainTime }

/** Reads `daily 09:00`, `weekdays 09:00`, `weekly [mon] 09:00`, `monthly [1] 09:00`: what people write and what is stored. */
export function parseSchedule(text: string): Result<Schedule> {
  const words = text.trim().toLowerCase().split(/\s+/)
  const [every = '', day] = words
  const clock = words.at(-1) ?? ''
  const malformed = refuse('schedule.malformed', { text })
  if (!/^([01]?\d|2[0-3]):[0-5]\d$/.test(clock)) return malformed
  const time = Temporal.PlainTime.from(clock.padStart(5, '0'))
  if (every === 'daily' || every === 'weekdays') return words.length === 2 ? ok({ every, time }) : malformed
  if (every !== 'weekly' && every !== 'monthly') return malformed
  if (words.length === 2) return ok({ every, day: 1, time })
  const number = every === 'weekly' ? weekdays.findIndex((name) => day?.startsWith(name)) + 1 : Number(day)
  const most = every === 'weekly' ? 7 : 28
  return words.length === 3 && Number.isInteger(number) && number >= 1 && number <= most
    ? ok({ every, day: number, time })
    : malformed
}

const clockOf = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' })

/** A schedule as it is stored; parseSchedule reads it back. */
export function scheduleText(schedule: Schedule): string {
  const time = clockOf(schedule.time)
  if (schedule.every === 'weekly') return `weekly ${weekdays[schedule.day - 1]} ${time}`
  return schedule.every === 'monthly' ? `monthly ${schedule.day} ${time}` : `${schedule.every} ${time}`
}

/** A schedule for a reader: every Monday at 09:00. */
export function scheduleWords(schedule: Schedule, locale: Locale): string {
  const time = clockOf(schedule.time)
  if (schedule.every === 'monthly') return t(locale, 'schedule.monthly', { day: schedule.day, time })
  if (schedule.every !== 'weekly') return t(locale, `schedule.${schedule.every}`, { time })
  // 1 January 2024 was a Monday.
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return t(locale, 'schedule.weekly', { weekday: weekday.format(Date.UTC(2024, 0, schedule.day)), time })
}
