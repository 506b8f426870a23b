import { expect, test } from 'vitest'
import { localTimes } from '../../../shop/import/local-times.ts'

const saoPaulo = localTimes('America/Sao_Paulo')
const berlin = localTimes('Europe/Berlin')

/** The instant that a text means, as PostgreSQL would read it. */
const instant = (text: string | null) => text && Temporal.Instant.from(text).toString()

test.each([
  ['2017-07-09 21:57:05', '2017-07-10T00:57:05Z'],
  ['2017-01-09T21:57:05.25', '2017-01-09T23:57:05.25Z'],
  ['2017-07-09T21:57', '2017-07-10T00:57:00Z'],
  ['2017-07-09', '2017-07-09T03:00:00Z'],
  ['2017-07-09T21:57:05Z', '2017-07-09T21:57:05Z'],
  ['2017-07-09T21:57:05+08:00', '2017-07-09T13:57:05Z'],
  ['2017-07-09T21:57:05+0530', '2017-07-09T16:27:05Z'],
])('%s is %s', (text, expected) => {
  expect(instant(saoPaulo(text))).toBe(expected)
})

test('a time in a spring gap is the first instant after it', () => {
  // Midnight to one does not exist on this day in Sao Paulo, nor two to three on that in Berlin.
  expect(instant(saoPaulo('2017-10-15 00:30:00'))).toBe('2017-10-15T03:00:00Z')
  expect(instant(saoPaulo('2017-10-15'))).toBe('2017-10-15T03:00:00Z')
  expect(instant(saoPaulo('2017-10-15 01:00:00'))).toBe('2017-10-15T03:00:00Z')
  expect(instant(saoPaulo('2017-10-14 23:59:59'))).toBe('2017-10-15T02:59:59Z')
  expect(instant(berlin('2026-03-29 02:59:59'))).toBe('2026-03-29T01:00:00Z')
  expect(instant(berlin('2026-03-29 01:59:59'))).toBe('2026-03-29T00:59:59Z')
})

test('a time in the repeated autumn hour is its earlier reading', () => {
  expect(instant(berlin('2026-10-25 02:30:00'))).toBe('2026-10-25T00:30:00Z')
  expect(instant(berlin('2026-10-25 03:00:00'))).toBe('2026-10-25T02:00:00Z')
  expect(instant(saoPaulo('2018-02-17 23:30:00'))).toBe('2018-02-18T01:30:00Z')
})

test.each([
  '2017-02-29',
  '2017-13-01',
  '2017-00-10',
  '2017-1-1',
  '2017-01-01T24:00:00',
  '2017-01-01T23:60:00',
  '2017-01-01T23:59:60',
  '2017-01-01T10',
  '2017-01-01 10:00:00 PM',
  '2017-01-01T10:00:00+25:00',
  '0017-01-01',
  '٢٠١٧-01-01',
  'now',
  'infinity',
  '',
  ' 2017-01-01',
])('%j is no time', (text) => {
  expect(saoPaulo(text)).toBeNull()
})
