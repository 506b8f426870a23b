import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSchedule } from '../../../analytics/subscriptions/schedule.ts'
import { dueSlot } from '../../../analytics/subscriptions/slots.ts'
import { demand } from '../../../shop/result.ts'
import { place as anyPlace, type Place, places, schedules } from './timetables.ts'

const MINUTE = 60_000
const DAYS = 8
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Whether one field of a cron line names a value, tried the long way. */
function names(field: string, value: number, least: number, most: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step = '1'] = part.split('/')
    const [from, to = from] = range === '*' ? [least, most] : range.split('-').map(numberOf)
    for (let one = Number(from); one <= Number(to); one += Number(step)) if (one === value) return true
    return false
  })
}
const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : weekdayNames.indexOf(text))

/** What a clock on the wall shows. */
interface Shown {
  readonly date: string
  readonly clock: string
  readonly hour: number
  readonly minute: number
  readonly day: number
  readonly dayOfWeek: number
  readonly daysInMonth: number
}

/** Whether a schedule as it is written names what a clock shows, one question after the other. */
function wants(text: string, shown: Shown): boolean {
  const [every, ...rest] = text.split(' ')
  if (every === 'every') return shown.minute === 0 && shown.hour % Number(rest[0]) === 0
  if (every === 'cron') {
    const [minute = '', hour = '', day = '', , weekday = ''] = rest
    if (!names(minute, shown.minute, 0, 59) || !names(hour, shown.hour, 0, 23)) return false
    const onDay = names(day, shown.day, 1, 31)
    const onWeekday = names(weekday, shown.dayOfWeek, 0, 7) || (shown.dayOfWeek === 7 && names(weekday, 0, 0, 7))
    return day.startsWith('*') || weekday.startsWith('*') ? onDay && onWeekday : onDay || onWeekday
  }
  if (shown.clock !== rest.at(-1)) return false
  if (every === 'daily') return true
  if (every === 'weekdays') return shown.dayOfWeek < 6
  if (every === 'weekly') return weekdayNames[shown.dayOfWeek] === rest[0]
  return shown.day === Number(rest[0]) || (shown.day < Number(rest[0]) && shown.day === shown.daysInMonth)
}

const startOf = ({ around }: Place) => Temporal.Instant.from(around).subtract({ hours: (DAYS / 2) * 24 })

/**
 * The wall of a place for some days, watched minute by minute: each time of each date that the zone has, and the moment
 * at which the clock first shows it or anything later.
 */
function watch(place: Place): { at: number; shown: Shown }[] {
  const begin = startOf(place).epochMilliseconds
  const wall = Array.from({ length: DAYS * 24 * 60 }, (_, minute) => {
    const at = begin + minute * MINUTE
    return { at, shown: Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(place.zone).toPlainDateTime() }
  })
  const dates = new Set(wall.map(({ shown }) => String(shown.toPlainDate())))
  const seen: { at: number; shown: Shown }[] = []
  let next = wall[0]?.shown
  for (const { at, shown } of wall)
    for (; next && Temporal.PlainDateTime.compare(next, shown) <= 0; next = next.add({ minutes: 1 })) {
      const { hour, minute, day, dayOfWeek, daysInMonth } = next
      const [date, clock] = [String(next.toPlainDate()), next.toPlainTime().toString({ smallestUnit: 'minute' })]
      if (dates.has(date)) seen.push({ at, shown: { date, clock, hour, minute, day, dayOfWeek, daysInMonth } })
    }
  return seen
}
const walls = new Map(places.map((place) => [place, watch(place)]))

/** Every slot of a schedule in the days that were watched. */
const slotsSeen = (text: string, place: Place): number[] => [
  ...new Set(walls.get(place)?.flatMap(({ at, shown }) => (wants(text, shown) ? [at] : []))),
]

/** How a program sleeps and its clock jumps, in minutes. */
const steps = fc.array(
  fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 40 }), weight: 6 },
    { arbitrary: fc.integer({ min: 41, max: 4 * 24 * 60 }), weight: 2 },
    { arbitrary: fc.integer({ min: -2 * 24 * 60, max: -1 }), weight: 1 },
  ),
  { minLength: 40, maxLength: 120 },
)

test('whatever the zone, the schedule, the clock and the downtimes: each slot once, in order, after downtime only the latest', () => {
  fc.assert(
    fc.property(anyPlace, schedules, steps, fc.integer({ min: 0, max: 48 }), (place, text, jumps, hours) => {
      const start = startOf(place)
      const activeSince = start.add({ hours })
      const subscription = { schedule: demand(parseSchedule(text)), zone: place.zone, activeSince }
      const slots = slotsSeen(text, place).filter((slot) => slot >= activeSince.epochMilliseconds)
      const end = start.add({ hours: DAYS * 24 })
      let now = start
      let last: Temporal.Instant | null = null
      for (const minutes of jumps) {
        now = now.add({ minutes })
        if (Temporal.Instant.compare(now, end) >= 0) break
        const due = dueSlot(subscription, last, now)
        const latest = slots.findLast((slot) => slot <= now.epochMilliseconds) ?? 0
        const expected = latest > (last?.epochMilliseconds ?? 0) ? latest : null
        expect(due?.slot.epochMilliseconds ?? null, `${text} in ${place.zone} at ${now} after ${last}`).toBe(expected)
        if (!due) continue
        expect(due.late).toBe(now.epochMilliseconds - due.slot.epochMilliseconds > 10 * MINUTE)
        expect(dueSlot(subscription, due.slot, now)).toBeNull()
        last = due.slot
      }
    }),
    { numRuns: 150 },
  )
})

test('who stays awake misses none', () => {
  fc.assert(
    fc.property(anyPlace, schedules, fc.integer({ min: 20, max: 90 }), (place, text, step) => {
      const start = startOf(place)
      const subscription = { schedule: demand(parseSchedule(text)), zone: place.zone, activeSince: start }
      const slots = slotsSeen(text, place)
      const posted: number[] = []
      let last: Temporal.Instant | null = null
      // It looks at every slot's minute, and now and then between.
      const between = Array.from({ length: (DAYS * 24 * 60) / step }, (_, n) => start.add({ minutes: n * step }))
      const looks = new Set([...slots, ...between.map((at) => at.epochMilliseconds)])
      for (const at of [...looks].toSorted((one, other) => one - other)) {
        last = dueSlot(subscription, last, Temporal.Instant.fromEpochMilliseconds(at))?.slot ?? last
        if (last && last.epochMilliseconds !== posted.at(-1)) posted.push(last.epochMilliseconds)
      }
      expect(posted, `${text} in ${place.zone}`).toEqual(slots)
    }),
    { numRuns: 40 },
  )
})
