import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secondsBetween } from '../../analytics/working-time.ts'

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const shanghai = { zone: 'Asia/Shanghai', opens: '09:00', closes: '18:00' }

test.each([
  ['within a day', '2026-11-25T10:00+08:00', '2026-11-25T10:20+08:00', 20 * 60],
  ['over a night', '2026-11-25T17:50+08:00', '2026-11-26T09:10+08:00', 20 * 60],
  ['over a weekend', '2026-11-27T17:50+08:00', '2026-11-30T09:10+08:00', 20 * 60],
  ['of a whole week', '2026-11-23T00:00+08:00', '2026-11-30T00:00+08:00', 5 * 9 * 3600],
  ['of a Sunday', '2026-11-29T10:00+08:00', '2026-11-29T11:00+08:00', 0],
  ['that runs backwards', '2026-11-25T11:00+08:00', '2026-11-25T10:00+08:00', 0],
])('working time %s counts from nine to six, Monday to Friday', (_, from, to, seconds) => {
  expect(secondsBetween(shanghai)(ms(from), ms(to))).toBe(seconds)
})

test('without working hours every second counts', () => {
  expect(secondsBetween(null)(ms('2026-11-28T00:00Z'), ms('2026-11-29T00:00:01.4Z'))).toBe(86_401)
})

test('people who close no later than they open work over midnight, on Friday into Saturday', () => {
  const night = secondsBetween({ ...shanghai, opens: '20:00', closes: '04:00' })
  expect(night(ms('2026-11-26T21:00+08:00'), ms('2026-11-27T02:30+08:00'))).toBe(5.5 * 3600)
  expect(night(ms('2026-11-27T23:00+08:00'), ms('2026-11-30T21:00+08:00'))).toBe(6 * 3600)
  const always = secondsBetween({ ...shanghai, opens: '09:00', closes: '09:00' })
  expect(always(ms('2026-11-23T09:00+08:00'), ms('2026-11-25T09:00+08:00'))).toBe(48 * 3600)
})

test('in any zone, also where clocks change, working time is that of its minutes counted one by one', () => {
  const minute = fc.integer({ min: ms('2026-03-06T00:00Z') / 60_000, max: ms('2026-04-10T00:00Z') / 60_000 })
  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
  )
  const hours = fc.constantFrom(['00:00', '23:59'], ['01:30', '09:00'], ['09:00', '18:00'])
  fc.assert(
    fc.property(
      zones,
      hours,
      minute,
      fc.integer({ min: 0, max: 5_000 }),
      (zone, [opens = '', closes = ''], from, length) => {
        let open = 0
        for (let at = from; at < from + length; at++) {
          const local = Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(zone)
          const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
          if (local.dayOfWeek <= 5 && time >= opens && time < closes) open++
        }
        const seconds = secondsBetween({ zone, opens, closes })(from * 60_000, (from + length) * 60_000)
        expect(seconds).toBe(open * 60)
      },
    ),
    { numRuns: 40 },
  )
})
