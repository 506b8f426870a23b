import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseUntil } from '../../../shop/team/until.ts'
import { anyText } from '../../any-text.ts'

const noon = Temporal.Instant.from('2026-03-10T04:00:00Z')

/** What is written, read at noon in Shanghai, as clocks there show it. */
const shanghai = (text: string) => {
  const end = parseUntil(text, 'Asia/Shanghai', noon)
  return end.ok ? (end.value?.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString() ?? null) : end.code
}

test.each([
  ['', null],
  ['until 18:00', '2026-03-10T18:00:00'],
  ['18:00', '2026-03-10T18:00:00'],
  ['到 １８：００', '2026-03-10T18:00:00'],
  ['until 9:30', '2026-03-11T09:30:00'],
  ['until 12:00', '2026-03-11T12:00:00'],
  ['until 2026-12-01 18:00', '2026-12-01T18:00:00'],
  ['2026-12-01T18:00', '2026-12-01T18:00:00'],
  ['until 2026-3-31', '2026-04-01T00:00:00'],
  ['for 8h', '2026-03-10T20:00:00'],
  ['for 90 minutes', '2026-03-10T13:30:00'],
  ['8小时', '2026-03-10T20:00:00'],
  ['for 2d', '2026-03-12T12:00:00'],
  ['1 week', '2026-03-17T12:00:00'],
  ['until 25:00', 'team.until_malformed'],
  ['until 2026-02-30', 'team.until_malformed'],
  ['until tomorrow', 'team.until_malformed'],
  ['for -3h', 'team.until_malformed'],
  ['for 1.5h', 'team.until_malformed'],
  ['for 3 constructor', 'team.until_malformed'],
  ['for 0h', 'team.until_past'],
  ['until 2026-03-10 12:00', 'team.until_past'],
  ['until 2020-01-01', 'team.until_past'],
  ['for 99999w', 'team.until_too_far'],
  ['until 2028-01-01', 'team.until_too_far'],
])('“%s” ends at %s', (text, end) => {
  expect(shanghai(text)).toBe(end)
})

const in_ = (zone: string, now: string, text: string) => {
  const end = parseUntil(text, zone, Temporal.Instant.from(now))
  return end.ok ? String(end.value) : end.code
}

test('a day is the calendar day where the clocks change, hours are hours', () => {
  // In New York clocks go forward on 8 March 2026 at 2:00, and back on 1 November at 2:00.
  expect(in_('America/New_York', '2026-03-07T17:00:00Z', 'for 1d')).toBe('2026-03-08T16:00:00Z')
  expect(in_('America/New_York', '2026-03-07T17:00:00Z', 'for 24h')).toBe('2026-03-08T17:00:00Z')
  expect(in_('America/New_York', '2026-10-31T16:00:00Z', 'for 1d')).toBe('2026-11-01T17:00:00Z')
})

test('a time that clocks skip comes later, and of one that they show twice the next is meant', () => {
  expect(in_('America/New_York', '2026-03-08T05:00:00Z', 'until 02:30')).toBe('2026-03-08T07:30:00Z')
  expect(in_('America/New_York', '2026-11-01T05:00:00Z', 'until 01:30')).toBe('2026-11-01T05:30:00Z')
  expect(in_('America/New_York', '2026-11-01T05:45:00Z', 'until 01:30')).toBe('2026-11-01T06:30:00Z')
})

test('an end that is read is later than now and at most a year away; anything else is refused, whatever is written', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Africa/Casablanca')
  const near = fc.oneof(
    fc.tuple(fc.nat(99_999), fc.constantFrom('m', 'h', 'd', 'w', 'x')).map(([count, unit]) => `for ${count}${unit}`),
    fc.tuple(fc.nat(30), fc.nat(70)).map(([hour, minute]) => `until ${hour}:${minute}`),
    fc.tuple(fc.integer({ min: 2025, max: 2028 }), fc.nat(13), fc.nat(32)).map((day) => `until ${day.join('-')}`),
    anyText({ maxLength: 200 }),
  )
  const instants = fc
    .integer({ min: 1_700_000_000, max: 1_900_000_000 })
    .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
  fc.assert(
    fc.property(near, zones, instants, (text, zone, at) => {
      const end = parseUntil(text, zone, at)
      if (!end.ok || end.value === null) return
      expect(Temporal.Instant.compare(end.value, at)).toBe(1)
      expect(end.value.since(at).total('hours')).toBeLessThanOrEqual(24 * 366)
    }),
    { numRuns: 150 },
  )
})
