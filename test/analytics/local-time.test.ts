import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDays } from '../../analytics/local-days.ts'
import { localHours } from '../../analytics/local-hours.ts'

const zones = [
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/St_Johns',
]
const anyTime = fc
  .integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((time) => Temporal.Instant.fromEpochMilliseconds(time))

/** Where the clocks are turned back over midnight, at one past it, until 2011. */
const backOverMidnight = fc
  .integer({ min: Date.UTC(2003, 9, 26, 1), max: Date.UTC(2003, 9, 26, 5) })
  .map((time) => Temporal.Instant.fromEpochMilliseconds(time))
const instant = fc.oneof({ arbitrary: anyTime, weight: 9 }, { arbitrary: backOverMidnight, weight: 1 })

test('hours follow one another without gap or overlap, each within one hour of the clock', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(instant, { minLength: 1, maxLength: 5 }), (zone, instants) => {
      const hourOf = localHours(zone)
      for (const at of instants) {
        const { bucket, until } = hourOf(at)
        const last = until.subtract({ milliseconds: 1 })
        const [first, asked, end] = [bucket, at, last].map((one) => one.toZonedDateTimeISO(zone))
        expect(Temporal.Instant.compare(bucket, at)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(at, until)).toBeLessThan(0)
        expect([first?.hour, end?.hour, first?.offset, end?.offset]).toEqual([
          asked?.hour,
          asked?.hour,
          asked?.offset,
          asked?.offset,
        ])
        expect(hourOf(last)).toEqual(hourOf(at))
        expect(hourOf(until).bucket).toEqual(until)
      }
    }),
  )
})

test('around a half-hour shift an hour has thirty minutes', () => {
  const { bucket, until } = localHours('Australia/Lord_Howe')(Temporal.Instant.from('2026-04-04T15:10:00Z'))
  expect([String(bucket), String(until)]).toEqual(['2026-04-04T15:00:00Z', '2026-04-04T15:30:00Z'])
})

test('days begin with the first instant of their date and end where the next begins', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(instant, { minLength: 1, maxLength: 5 }), (zone, instants) => {
      const dayOf = localDays(zone)
      for (const at of instants) {
        const { bucket, until } = dayOf(at)
        expect(Temporal.Instant.compare(bucket, at)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(at, until)).toBeLessThan(0)
        const [day, next] = [bucket, until].map((one) => one.toZonedDateTimeISO(zone).toPlainDate())
        expect(String(day?.toZonedDateTime(zone).toInstant())).toBe(String(bucket))
        expect(String(next?.toZonedDateTime(zone).toInstant())).toBe(String(until))
        // Of a date that is left out, the next one's first instant.
        expect(String(day?.add({ days: 1 }).toZonedDateTime(zone).toInstant())).toBe(String(until))
      }
    }),
    { numRuns: 500 },
  )
})

test('a day that is left out, or that begins late or twice, is no trouble', () => {
  const dayOf = (zone: string, at: string) => {
    const { bucket, until } = localDays(zone)(Temporal.Instant.from(at))
    return [bucket, until].map((one) => one.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }))
  }
  expect(dayOf('Pacific/Apia', '2011-12-30T05:00:00Z')).toEqual([
    '2011-12-29T00:00:00-10:00',
    '2011-12-31T00:00:00+14:00',
  ])
  expect(dayOf('America/Sao_Paulo', '2017-10-15T12:00:00Z')).toEqual([
    '2017-10-15T01:00:00-02:00',
    '2017-10-16T00:00:00-02:00',
  ])
  expect(dayOf('America/Sao_Paulo', '2018-02-17T12:00:00Z')).toEqual([
    '2018-02-17T00:00:00-02:00',
    '2018-02-18T00:00:00-03:00',
  ])
})
