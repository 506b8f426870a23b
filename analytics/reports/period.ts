import { ok, type Result, refuse } from '../../shop/result.ts'
import { tooLong, type Window, windowBetween } from './window.ts'

type Day = Temporal.PlainDate

const month = (day: Day): Window => ({ from: day.with({ day: 1 }), to: day.with({ day: day.daysInMonth }) })
const monday = (day: Day): Day => day.subtract({ days: day.dayOfWeek - 1 })

/** Periods that have a name, as of a day; those under way go up to it. */
const named = {
  today: (day: Day) => ({ from: day, to: day }),
  yesterday: (day: Day) => ({ from: day.subtract({ days: 1 }), to: day.subtract({ days: 1 }) }),
  'this week': (day: Day) => ({ from: monday(day), to: day }),
  'last week': (day: Day) => ({ from: monday(day).subtract({ days: 7 }), to: monday(day).subtract({ days: 1 }) }),
  'this month': (day: Day) => ({ from: day.with({ day: 1 }), to: day }),
  'last month': (day: Day) => month(day.subtract({ months: 1 })),
  'this year': (day: Day) => ({ from: day.with({ month: 1, day: 1 }), to: day }),
} as const satisfies Record<string, (today: Day) => Window>

/** How people write each named period, the usual way first. */
export const periodWords: Readonly<Record<keyof typeof named, readonly [string, ...string[]]>> = {
  ...{ today: ['today', '今天'], yesterday: ['yesterday', '昨天'] },
  ...{ 'this week': ['this week', '本周'], 'last week': ['last week', '上周'] },
  ...{
    'this month': ['this month', '本月'],
    'last month': ['last month', '上月', '上个月'],
    'this year': ['this year', '今年'],
  },
}

const units = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const

/**
 * Reads what a person wrote: a named period; 7d, 4w, 3m or 1y up to today; a month (2026-03), a date, or FROM..TO, where
 * TO may be today. `today` is the shop's.
 */
export function parsePeriod(text: string, today: Day): Result<Window> {
  const word = text.trim().toLowerCase()
  if (Object.hasOwn(named, word)) return ok(named[word as keyof typeof named](today))
  const [, count, unit] = /^([1-9]\d{0,4})([dwmy])$/.exec(word) ?? []
  if (count && unit) return upTo(today, Number(count), units[unit as keyof typeof units])
  const [, year, of] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(word) ?? []
  if (year && of) return between(`${year}-${of}-01`, `${year}-${of}-01`, today, (to) => month(to).to)
  const [, from = '', to = from] = /^([\d-]+)(?:\s*\.\.\s*([\d-]+|today))?$/.exec(word) ?? []
  if (!from) return refuse('window.malformed', { text, today: String(today) })
  return between(from, to === 'today' ? String(today) : to, today)
}

const between = (from: string, to: string, today: Day, end = (day: Day) => day): Result<Window> => {
  const window = windowBetween(from, to, today)
  return window.ok ? ok({ ...window.value, to: end(window.value.to) }) : window
}

/** So many days, weeks, months or years that end with a day. */
function upTo(today: Day, count: number, unit: (typeof units)[keyof typeof units]): Result<Window> {
  const from = today.subtract({ [unit]: count }).add({ days: 1 })
  const long = tooLong({ from, to: today })
  if (long) return long
  return windowBetween(String(from), String(today), today)
}
