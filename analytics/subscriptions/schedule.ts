import { type Locale, t } from '../../shop/i18n/index.ts'
import { filterNames } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { type CronLine, cronHolds, neverComes, parseCron } from './cron.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** A weekday is written by its first letters: as many at least, and so it is stored. */
const LETTERS = 3

/**
 * When a report is posted, on the clocks of some zone. `day`: of the week 1..7 from Monday, or of the month 1..31, in
 * shorter months their last. `hours`: at midnight and so many hours after it, each day anew.
 */
export type Schedule =
  | { readonly every: 'daily' | 'weekdays'; readonly time: Temporal.PlainTime }
  | { readonly every: 'weekly' | 'monthly'; readonly day: number; readonly time: Temporal.PlainTime }
  | { readonly every: 'hours'; readonly hours: number }
  | { readonly every: 'cron'; readonly text: string; readonly line: CronLine }

/** A channel can bear no more posts an hour. */
const mostAnHour = 4

/**
 * Reads `daily 09:00`, `weekdays 09:00`, `weekly [mon] 09:00`, `monthly [1|last] 09:00`, `every 6 hours` and
 * `cron 30 8 * * mon-fri`: what people write and what is stored.
 */
export function parseSchedule(text: string): Result<Schedule> {
  const words = text.trim().toLowerCase().split(/\s+/)
  const [every = '', day = ''] = words
  const filtered = filterNames.some((name) => words.includes(name))
  const malformed = refuse(filtered ? 'schedule.filtered' : 'schedule.malformed', { text })
  if (every === 'cron') return cronSchedule(words.slice(1).join(' ')) ?? malformed
  const hours = /^every ([1-9]|1\d|2[0-3]) ?(?:h|hours?)$/.exec(words.join(' '))?.[1]
  if (hours) return ok({ every: 'hours', hours: Number(hours) })
  const clock = words.at(-1) ?? ''
  if (!/^([01]?\d|2[0-3]):[0-5]\d$/.test(clock)) return malformed
  const time = Temporal.PlainTime.from(clock.padStart(5, '0'))
  if (every === 'daily' || every === 'weekdays') return words.length === 2 ? ok({ every, time }) : malformed
  if (every !== 'weekly' && every !== 'monthly') return malformed
  if (words.length === 2) return ok({ every, day: 1, time })
  const number = every === 'weekly' ? dayOfWeek(day) : dayOfMonth(day)
  const most = every === 'weekly' ? 7 : 31
  return words.length === 3 && Number.isInteger(number) && number >= 1 && number <= most
    ? ok({ every, day: number, time })
    : malformed
}

const dayOfWeek = (text: string) =>
  text.length < LETTERS ? 0 : weekdays.findIndex((name) => name.startsWith(text)) + 1
const dayOfMonth = (text: string) => (text === 'last' ? 31 : Number(text))

function cronSchedule(text: string): Result<Schedule> | null {
  const line = parseCron(text)
  if (!line) return null
  if (neverComes(line)) return refuse('schedule.never', { line: text })
  return line.minutes.length > mostAnHour
    ? refuse('schedule.too_often', { most: mostAnHour })
    : ok({ every: 'cron', text, line })
}

const clockOf = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' })

/** A schedule as it is stored; parseSchedule reads it back. */
export function scheduleText(schedule: Schedule): string {
  if (schedule.every === 'cron') return `cron ${schedule.text}`
  if (schedule.every === 'hours') return `every ${schedule.hours} hours`
  const time = clockOf(schedule.time)
  if (schedule.every === 'weekly') return `weekly ${weekdays[schedule.day - 1]?.slice(0, LETTERS)} ${time}`
  return schedule.every === 'monthly' ? `monthly ${schedule.day} ${time}` : `${schedule.every} ${time}`
}

/** A schedule for a reader: every Monday at 09:00. */
export function scheduleWords(schedule: Schedule, locale: Locale): string {
  if (schedule.every === 'cron') return t(locale, 'schedule.cron', { line: schedule.text })
  if (schedule.every === 'hours') return t(locale, 'schedule.hours', { hours: schedule.hours })
  const time = clockOf(schedule.time)
  if (schedule.every === 'monthly') return t(locale, 'schedule.monthly', { day: schedule.day, time })
  if (schedule.every !== 'weekly') return t(locale, `schedule.${schedule.every}`, { time })
  // 1 January 2024 was a Monday.
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return t(locale, 'schedule.weekly', { weekday: weekday.format(Date.UTC(2024, 0, schedule.day)), time })
}

/** The wall-clock times that a schedule names on a date, in order; none on a date that is not meant. */
export function timesOn(schedule: Schedule, date: Temporal.PlainDate): readonly Temporal.PlainTime[] {
  switch (schedule.every) {
    case 'daily':
      return [schedule.time]
    case 'weekdays':
      return date.dayOfWeek <= 5 ? [schedule.time] : []
    case 'weekly':
      return date.dayOfWeek === schedule.day ? [schedule.time] : []
    case 'monthly':
      return date.day === Math.min(schedule.day, date.daysInMonth) ? [schedule.time] : []
    case 'hours':
      return Array.from({ length: Math.ceil(24 / schedule.hours) }, (_, step) => clock(step * schedule.hours, 0))
    case 'cron': {
      const { hours, minutes } = schedule.line
      const times = () => hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute)))
      return cronHolds(schedule.line, date) ? times() : []
    }
  }
}

const clock = (hour: number, minute: number) => new Temporal.PlainTime(hour, minute)
