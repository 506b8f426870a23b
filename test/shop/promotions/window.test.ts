import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openingAt, type Schedule } from '../../../shop/promotions/window.ts'

const time = (text: string) => Temporal.PlainTime.from(text)
const schedule = (from: string, to: string, zone: string, more: Partial<Schedule> = {}): Schedule => ({
  ...{ starts: null, ends: null, hours: { from: time(from), to: time(to) }, weekdays: null, zone },
  ...more,
})
const at = (local: string, zone: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
const instant = (text: string) => Temporal.Instant.from(text)
const told = ({ open, until }: ReturnType<typeof openingAt>) => `${open ? 'open' : 'closed'} until ${until}`

describe('daily from 20:00 to 22:00', () => {
  const zone = 'Asia/Shanghai'
  const daily = schedule('20:00', '22:00', zone)

  test.each([
    ['2026-03-10T19:59:59', 'closed until 2026-03-10T12:00:00Z'],
    ['2026-03-10T20:00', 'open until 2026-03-10T14:00:00Z'],
    ['2026-03-10T21:59:59', 'open until 2026-03-10T14:00:00Z'],
    ['2026-03-10T22:00', 'closed until 2026-03-11T12:00:00Z'],
  ])('at %s it is %s', (local, expected) => {
    expect(told(openingAt(daily, at(local, zone)))).toBe(expected)
  })

  test('only on its days, and within its first and last instant', () => {
    const weekend = schedule('20:00', '22:00', zone, { weekdays: new Set([6, 7]) })
    expect(told(openingAt(weekend, at('2026-03-10T21:00', zone)))).toBe('closed until 2026-03-14T12:00:00Z')
    const bounded = { ...daily, starts: at('2026-03-12T21:00', zone), ends: at('2026-03-13T21:00', zone) }
    expect(told(openingAt(bounded, at('2026-03-10T21:00', zone)))).toBe('closed until 2026-03-12T13:00:00Z')
    expect(told(openingAt(bounded, at('2026-03-13T20:30', zone)))).toBe('open until 2026-03-13T13:00:00Z')
    expect(told(openingAt(bounded, at('2026-03-13T21:00', zone)))).toBe('closed until null')
  })

  test('goes on past midnight where it ends earlier than it begins', () => {
    const night = schedule('22:00', '02:00', zone, { weekdays: new Set([2]) })
    expect(told(openingAt(night, at('2026-03-11T01:00', zone)))).toBe('open until 2026-03-10T18:00:00Z')
    expect(openingAt(night, at('2026-03-11T23:00', zone)).open).toBe(false)
  })
})

describe('across daylight saving in Berlin', () => {
  const zone = 'Europe/Berlin'
  const early = schedule('02:00', '02:30', zone)

  test('a window that spring skips comes an hour later that day', () => {
    expect(told(openingAt(early, instant('2026-03-29T00:59:59Z')))).toBe('closed until 2026-03-29T01:00:00Z')
    expect(told(openingAt(early, instant('2026-03-29T01:00:00Z')))).toBe('open until 2026-03-29T01:30:00Z')
  })

  test('a window that autumn has twice is the first of the two', () => {
    expect(told(openingAt(early, instant('2026-10-25T00:10:00Z')))).toBe('open until 2026-10-25T00:30:00Z')
    expect(openingAt(early, instant('2026-10-25T01:10:00Z')).open).toBe(false)
  })

  test('the evening stays at 20:00 by the clock on the wall', () => {
    const daily = schedule('20:00', '22:00', zone)
    expect(told(openingAt(daily, instant('2026-03-28T12:00:00Z')))).toBe('closed until 2026-03-28T19:00:00Z')
    expect(told(openingAt(daily, instant('2026-03-29T12:00:00Z')))).toBe('closed until 2026-03-29T18:00:00Z')
  })
})

test('until its end nothing changes, and at its end it does', () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  const clock = (minute: number) => new Temporal.PlainTime(Math.floor(minute / 60), minute % 60)
  fc.assert(
    fc.property(
      minutes,
      minutes,
      fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe'),
      fc.integer({ min: 0, max: 365 * 1440 }),
      fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: null }),
      (from, to, zone, minute, days) => {
        fc.pre(from !== to)
        const one: Schedule = {
          ...{ starts: null, ends: null, hours: { from: clock(from), to: clock(to) }, zone },
          weekdays: days && new Set(days),
        }
        const begin = instant('2026-01-01T00:00:00Z').add({ minutes: minute })
        const { open, until } = openingAt(one, begin)
        if (!until) throw new Error('a window that recurs ends')
        expect(Temporal.Instant.compare(begin, until)).toBe(-1)
        expect(openingAt(one, until.subtract({ nanoseconds: 1 })).open).toBe(open)
        if (!open) expect(openingAt(one, until).open).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})
