import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSchedule, type Schedule } from '../../../analytics/subscriptions/schedule.ts'
import { dueSlot, latestSlot, nextSlot, windowOfSlot } from '../../../analytics/subscriptions/slots.ts'
import { demand } from '../../../shop/result.ts'

const schedule = (text: string): Schedule => demand(parseSchedule(text))
const instant = (text: string) => Temporal.Instant.from(text)

/** Zones with an odd change of clocks, and a time around it. */
const places = [
  { zone: 'America/Sao_Paulo', around: '2017-10-15T03:00:00Z' },
  { zone: 'America/Sao_Paulo', around: '2018-02-18T02:00:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-04-04T15:00:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-10-03T15:30:00Z' },
  { zone: 'Asia/Kathmandu', around: '2026-03-01T00:00:00Z' },
  { zone: 'Africa/Casablanca', around: '2026-03-22T02:00:00Z' },
  { zone: 'Pacific/Apia', around: '2011-12-30T10:00:00Z' },
]
const place = fc.constantFrom(...places)
const clock = fc
  .oneof(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 4 * 60 }))
  .map((minute) => Temporal.PlainTime.from('00:00').add({ minutes: minute }).toString({ smallestUnit: 'minute' }))
const preset = fc.constantFrom('daily', 'weekdays', 'weekly mon', 'weekly sun', 'monthly 15')

test('a program that stays awake posts each local day once, whatever the clocks do', () => {
  fc.assert(
    fc.property(place, clock, fc.integer({ min: 7, max: 55 }), ({ zone, around }, time, step) => {
      const start = instant(around).subtract({ hours: 96 })
      const subscription = { schedule: schedule(`daily ${time}`), zone, activeSince: start }
      const posted: Temporal.Instant[] = []
      for (let minutes = 0; minutes < 8 * 24 * 60; minutes += step) {
        const due = dueSlot(subscription, posted.at(-1) ?? null, start.add({ minutes }))
        if (!due) continue
        expect(due.late).toBe(minutes - start.until(due.slot).total('minutes') > 10)
        posted.push(due.slot)
      }
      // Every date between the first and the last that the zone's calendar has, and a slot pushed by a gap on its first instant.
      const first = posted[0]?.toZonedDateTimeISO(zone)
      const end = start.add({ hours: 8 * 24 }).toZonedDateTimeISO(zone)
      const expected: string[] = []
      for (
        let date = first?.toPlainDate().subtract({ days: 1 });
        date && Temporal.PlainDate.compare(date, end.toPlainDate()) <= 0;
        date = date.add({ days: 1 })
      ) {
        const midnight = date.toZonedDateTime(zone)
        if (!midnight.toPlainDate().equals(date)) continue
        const wanted = date.toPlainDateTime(subscription.schedule.time)
        let at = midnight
        while (Temporal.PlainDateTime.compare(at.toPlainDateTime(), wanted) < 0) at = at.add({ minutes: 1 })
        const within =
          Temporal.Instant.compare(at.toInstant(), start) >= 0 &&
          Temporal.Instant.compare(at.toInstant(), posted.at(-1) ?? start) <= 0
        if (within) expected.push(String(at.toInstant()))
      }
      expect(posted.map(String)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

test('whatever the clock jumps and however long it sleeps, no slot comes twice, out of order, too early or before its subscription', () => {
  const jumps = fc.array(fc.integer({ min: -3 * 24 * 60, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(place, preset, clock, jumps, ({ zone, around }, days, time, minutes) => {
      const activeSince = instant(around).subtract({ hours: 20 })
      const subscription = { schedule: schedule(`${days} ${time}`), zone, activeSince }
      let now = activeSince.subtract({ hours: 30 })
      let last: Temporal.Instant | null = null
      for (const jump of minutes) {
        now = now.add({ minutes: jump })
        const due = dueSlot(subscription, last, now)
        if (!due) continue
        expect(Temporal.Instant.compare(due.slot, activeSince)).toBeGreaterThanOrEqual(0)
        expect(Temporal.Instant.compare(due.slot, now)).toBeLessThanOrEqual(0)
        if (last) expect(Temporal.Instant.compare(due.slot, last)).toBe(1)
        expect(String(due.slot)).toBe(String(latestSlot(subscription, now)))
        expect(dueSlot(subscription, due.slot, now)).toBeNull()
        last = due.slot
      }
    }),
  )
})

test('the next slot is the first after now, and the latest up to it the same', () => {
  fc.assert(
    fc.property(
      place,
      preset,
      clock,
      fc.integer({ min: -90 * 24, max: 90 * 24 }),
      ({ zone, around }, days, time, hours) => {
        const timetable = { schedule: schedule(`${days} ${time}`), zone }
        const now = instant(around).add({ hours })
        const next = nextSlot(timetable, now)
        expect(next && Temporal.Instant.compare(next, now)).toBe(1)
        expect(String(next && latestSlot(timetable, next))).toBe(String(next))
        const latest = latestSlot(timetable, now)
        expect(String(latest && nextSlot(timetable, latest))).toBe(String(next))
      },
    ),
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
])('%s at %s is about %s', (text, slot, expected) => {
  const { from, to } = windowOfSlot({ schedule: schedule(text), zone: 'Asia/Shanghai' }, instant(slot), 'Asia/Shanghai')
  expect(`${from}..${to}`).toBe(expected)
})

test.each([
  '',
  'daily',
  'daily 24:00',
  'daily 9',
  'hourly 09:00',
  'weekly foo 09:00',
  'monthly 29 09:00',
  'monthly 0 09:00',
  'daily mon 09:00',
  'daily ０9:00',
  'weekly  mon tue 09:00',
])('“%s” is no schedule', (text) =>
  expect(parseSchedule(text)).toMatchObject({ ok: false, code: 'schedule.malformed' }),
)
