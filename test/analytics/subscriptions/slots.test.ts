import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSchedule, type Schedule, scheduleText, scheduleWords } from '../../../analytics/subscriptions/schedule.ts'
import { latestSlot, nextSlot } from '../../../analytics/subscriptions/slots.ts'
import { type Period, windowOfSlot } from '../../../analytics/subscriptions/windows.ts'
import { demand } from '../../../shop/result.ts'
import { place, schedules } from './timetables.ts'

const schedule = (text: string): Schedule => demand(parseSchedule(text))
const instant = (text: string) => Temporal.Instant.from(text)

test('the next slot is the first after now, and the latest up to it the same', () => {
  fc.assert(
    fc.property(place, schedules, fc.integer({ min: -90 * 24, max: 90 * 24 }), ({ zone, around }, text, hours) => {
      const timetable = { schedule: schedule(text), zone }
      const now = instant(around).add({ hours })
      const next = nextSlot(timetable, now)
      expect(next && Temporal.Instant.compare(next, now)).toBe(1)
      expect(String(next && latestSlot(timetable, next))).toBe(String(next))
      const latest = latestSlot(timetable, now)
      expect(String(latest && nextSlot(timetable, latest))).toBe(String(next))
    }),
  )
})

describe('a slot on the day the clocks change', () => {
  const slotsFrom = (zone: string, time: string, from: string, count: number) => {
    const timetable = { schedule: schedule(`daily ${time}`), zone }
    const slots: string[] = []
    for (let at: Temporal.Instant | null = instant(from); at && slots.length < count; at = nextSlot(timetable, at))
      slots.push(at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'minute' }))
    return slots.slice(1)
  }
  test('is the first instant after the gap where its time is skipped', () =>
    expect(slotsFrom('Australia/Lord_Howe', '02:15', '2026-10-02T16:00:00Z', 4)).toEqual([
      '2026-10-04T02:30+11:00',
      '2026-10-05T02:15+11:00',
      '2026-10-06T02:15+11:00',
    ]))
  test('is the first of the two where its time comes twice', () =>
    expect(slotsFrom('Australia/Lord_Howe', '01:45', '2026-04-03T16:00:00Z', 3)).toEqual([
      '2026-04-05T01:45+11:00',
      '2026-04-06T01:45+10:30',
    ]))
  test('is not there where the zone skipped the whole day', () =>
    expect(slotsFrom('Pacific/Apia', '09:00', '2011-12-29T20:00:00Z', 3)).toEqual([
      '2011-12-31T09:00+14:00',
      '2012-01-01T09:00+14:00',
    ]))
})

test.each([
  ['daily 09:00', '2026-11-23T01:00:00Z', '2026-11-22..2026-11-22'],
  ['weekdays 09:00', '2026-11-23T01:00:00Z', '2026-11-20..2026-11-22'],
  ['weekdays 09:00', '2026-11-24T01:00:00Z', '2026-11-23..2026-11-23'],
  ['weekly mon 09:00', '2026-11-23T01:00:00Z', '2026-11-16..2026-11-22'],
  ['monthly 1 09:00', '2026-11-01T01:00:00Z', '2026-10-01..2026-10-31'],
  ['monthly 15 09:00', '2026-11-15T01:00:00Z', '2026-10-15..2026-11-14'],
  ['monthly last 09:00', '2026-11-30T01:00:00Z', '2026-10-31..2026-11-29'],
  ['every 6 hours', '2026-11-23T04:00:00Z', '2026-11-23..2026-11-23'],
  ['every 6 hours', '2026-11-22T16:00:00Z', '2026-11-22..2026-11-22'],
  ['cron 0 9,17 * * mon-fri', '2026-11-23T09:00:00Z', '2026-11-23..2026-11-23'],
  ['cron 0 9,17 * * mon-fri', '2026-11-23T01:00:00Z', '2026-11-20..2026-11-22'],
  ['weekly mon 09:00', '2026-11-23T01:00:00Z', '2026-11-22..2026-11-22', 'yesterday'],
  ['daily 09:00', '2026-11-23T01:00:00Z', '2026-11-16..2026-11-22', '7d'],
  ['daily 09:00', '2026-11-23T01:00:00Z', '2026-10-24..2026-11-22', '30d'],
  ['daily 09:00', '2026-03-31T01:00:00Z', '2026-02-01..2026-02-28', 'month'],
] as [string, string, string, Period?][])('%s at %s is about %s', (text, slot, expected, period) => {
  const zone = 'Asia/Shanghai'
  const { from, to } = windowOfSlot({ schedule: schedule(text), zone }, instant(slot), zone, period)
  expect(`${from}..${to}`).toBe(expected)
})

test.each([
  ['monthly 30 09:00', '2026-01-31T00:00:00Z', ['2026-02-28T09:00', '2026-03-30T09:00', '2026-04-30T09:00']],
  ['monthly last 09:00', '2028-02-01T00:00:00Z', ['2028-02-29T09:00', '2028-03-31T09:00', '2028-04-30T09:00']],
  ['every 7 hours', '2026-11-20T12:00:00Z', ['2026-11-20T14:00', '2026-11-20T21:00', '2026-11-21T00:00']],
  ['cron 0 9 13 * fri', '2026-11-10T00:00:00Z', ['2026-11-13T09:00', '2026-11-20T09:00', '2026-11-27T09:00']],
  ['cron 0 9 1-7 * */7', '2026-11-10T00:00:00Z', ['2026-12-06T09:00', '2027-01-03T09:00', '2027-02-07T09:00']],
  ['cron 0 9 29 feb *', '2096-02-29T12:00:00Z', ['2104-02-29T09:00', '2108-02-29T09:00', '2112-02-29T09:00']],
  ['cron */30 8-9 1 */6 *', '2026-07-01T08:15:00Z', ['2026-07-01T08:30', '2026-07-01T09:00', '2026-07-01T09:30']],
  ['cron 5,10 22 * * sun,2', '2026-11-20T00:00:00Z', ['2026-11-22T22:05', '2026-11-22T22:10', '2026-11-24T22:05']],
])('%s comes after %s at %j', (text, from, expected) => {
  const timetable = { schedule: schedule(text), zone: 'UTC' }
  let at = instant(from)
  const slots = expected.map(() => {
    at = nextSlot(timetable, at) ?? at
    return at.toZonedDateTimeISO('UTC').toPlainDateTime().toString({ smallestUnit: 'minute' })
  })
  expect(slots).toEqual(expected)
})

test.each([
  ['Weekly Friday 8:05', 'weekly fri 08:05', 'every Friday at 08:05', '每星期五 08:05'],
  ['weekly thurs 08:05', 'weekly thu 08:05', 'every Thursday at 08:05', '每星期四 08:05'],
  ['monthly last 09:00', 'monthly 31 09:00', 'on the last day of every month at 09:00', '每月最后一天 09:00'],
  [
    'monthly 30 09:00',
    'monthly 30 09:00',
    'on day 30 or the last of every month at 09:00',
    '每月 30 日（或最后一天） 09:00',
  ],
  ['every 6h', 'every 6 hours', 'every 6 hours from midnight on', '从零点起每 6 小时'],
  [
    'cron 30 8 * * MON-FRI',
    'cron 30 8 * * mon-fri',
    'by the cron line `30 8 * * mon-fri`',
    '按 cron 行 `30 8 * * mon-fri`',
  ],
])('“%s” is kept as “%s” and shown in words', (text, kept, english, chinese) => {
  expect(scheduleText(schedule(text))).toBe(kept)
  expect(schedule(kept)).toEqual(schedule(text))
  expect(scheduleWords(schedule(text), 'en')).toBe(english)
  expect(scheduleWords(schedule(text), 'zh-CN')).toBe(chinese)
})

test.each([
  '',
  'daily',
  'daily 24:00',
  'daily 9',
  'hourly 09:00',
  'weekly foo 09:00',
  'monthly 32 09:00',
  'monthly 0 09:00',
  'daily mon 09:00',
  'daily ０9:00',
  'every 0 hours',
  'every 24 hours',
  'every day',
  'cron 0 9 * *',
  'cron 60 9 * * *',
  'cron 0 9 * * 8',
  'cron 0 9 0 * *',
  'cron 0 17-9 * * *',
  'cron 0 9 */0 * *',
  'cron */00 9 * * *',
  'cron 0 9 * * foo',
  'weekly  mon tue 09:00',
  'weekly tue,thu 10:00',
  'weekly fri-sun 12:00',
  'weekly mo 09:00',
  'weekly mondays 09:00',
])('“%s” is no schedule', (text) =>
  expect(parseSchedule(text)).toMatchObject({ ok: false, code: 'schedule.malformed' }),
)

test.each(['cron 0 9 30 feb *', 'cron 0 8 31 2,4 *'])('“%s” never comes', (text) =>
  expect(parseSchedule(text)).toMatchObject({ ok: false, code: 'schedule.never' }),
)

test('a cron line that names many minutes of an hour is refused', () =>
  expect(parseSchedule('cron */10 * * * *')).toMatchObject({ ok: false, code: 'schedule.too_often' }))
