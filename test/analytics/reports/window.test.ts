import { describe, expect, test } from 'vitest'
import { type Comparison, windowBefore } from '../../../analytics/reports/comparison.ts'
import { parsePeriod } from '../../../analytics/reports/period.ts'
import { bucketsOf, type Granularity, usualGranularity } from '../../../analytics/reports/series.ts'
import { type Window, windowBetween } from '../../../analytics/reports/window.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const text = ({ from, to }: Window) => `${from}..${to}`
const window = (from: string, to: string): Window => ({
  from: Temporal.PlainDate.from(from),
  to: Temporal.PlainDate.from(to),
})

describe('a window as people write it', () => {
  test.each([
    ['today', '2026-11-22..2026-11-22'],
    ['Yesterday', '2026-11-21..2026-11-21'],
    ['7d', '2026-11-16..2026-11-22'],
    ['30d', '2026-10-24..2026-11-22'],
    ['2026-11-01..2026-11-30', '2026-11-01..2026-11-30'],
    [' 2026-11-01 .. 2026-11-30 ', '2026-11-01..2026-11-30'],
    ['2026-02-28', '2026-02-28..2026-02-28'],
    ['2026-11-01 .. today', '2026-11-01..2026-11-22'],
    ['this week', '2026-11-16..2026-11-22'],
    ['Last week', '2026-11-09..2026-11-15'],
    ['this month', '2026-11-01..2026-11-22'],
    ['last month', '2026-10-01..2026-10-31'],
    ['this year', '2026-01-01..2026-11-22'],
    ['2026-02', '2026-02-01..2026-02-28'],
    ['2w', '2026-11-09..2026-11-22'],
    ['3m', '2026-08-23..2026-11-22'],
    ['1y', '2025-11-23..2026-11-22'],
  ])('%s is %s', (written, expected) => {
    const parsed = parsePeriod(written, today)
    expect(parsed.ok && text(parsed.value)).toBe(expected)
  })

  test.each([
    ['', 'window.malformed'],
    ['next week', 'window.malformed'],
    ['2026-13', 'window.date_malformed'],
    ['2026-12', 'window.future'],
    ['0d', 'window.malformed'],
    ['-7d', 'window.malformed'],
    ['７d', 'window.malformed'],
    ['2026-11-01..', 'window.malformed'],
    ['2026-11-01..2026-11-02..2026-11-03', 'window.malformed'],
    ['2026-02-29', 'window.date_malformed'],
    ['2026-13-01', 'window.date_malformed'],
    ['0001-01-01..2026-01-01', 'window.date_malformed'],
    ['2026-11-02..2026-11-01', 'window.backwards'],
    ['2026-11-23', 'window.future'],
    ['1990-01-01..2026-01-01', 'window.too_long'],
    ['99999d', 'window.too_long'],
    ['1000y', 'window.too_long'],
    ['2026-13', 'window.date_malformed'],
  ])('“%s” is refused with what is allowed', (written, code) => {
    const parsed = parsePeriod(written, today)
    if (parsed.ok) throw new Error(`read as ${text(parsed.value)}`)
    expect(parsed.code).toBe(code)
    for (const locale of ['en', 'zh-CN'] as const) expect(refusalWords(parsed, locale)).toMatch(/\d/)
  })

  test('may end after today, as the running month does', () =>
    expect(windowBetween('2026-11-01', '2026-11-30', today).ok).toBe(true))
})

test.each<[string, string, Comparison, string]>([
  ['2026-03-01', '2026-03-31', 'previous', '2026-01-29..2026-02-28'],
  ['2026-03-01', '2026-03-31', 'year', '2025-03-01..2025-03-31'],
  ['2024-02-01', '2024-02-29', 'year', '2023-02-01..2023-02-28'],
  ['2024-02-29', '2024-02-29', 'year', '2023-02-28..2023-02-28'],
  ['2025-02-28', '2025-03-01', 'year', '2024-02-28..2024-03-01'],
  ['2025-02-01', '2025-02-28', 'year', '2024-02-01..2024-02-29'],
  ['2025-02-28', '2025-02-28', 'year', '2024-02-28..2024-02-28'],
])('%s to %s is compared by %s with %s', (from, to, against, before) =>
  expect(text(windowBefore(window(from, to), against))).toBe(before),
)

describe('beside a year earlier', () => {
  const befores = (from: string, to: string, by: Granularity = 'day') =>
    bucketsOf(window(from, to), by, 'UTC', 'year').map(({ before }) => String(before).slice(0, 13))
  test('29 February stands alone, unless it begins the window, and the year before’s goes with its 28th', () => {
    expect(befores('2024-02-28', '2024-03-01')).toEqual(['2023-02-28T00', '2023-03-01T00', '2023-03-01T00'])
    expect(befores('2024-02-29', '2024-03-01')).toEqual(['2023-02-28T00', '2023-03-01T00'])
    expect(befores('2025-02-28', '2025-03-01')).toEqual(['2024-02-28T00', '2024-03-01T00'])
    const hours = befores('2024-02-28', '2024-03-01', 'hour')
    expect([hours[23], hours[24], hours[47], hours[48], hours[49]]).toEqual([
      ...['2023-02-28T23', '2023-03-01T00', '2023-03-01T00', '2023-03-01T00', '2023-03-01T01'],
    ])
  })
})

test.each([
  ['2026-01-01', '2026-04-02', 'day'],
  ['2026-01-01', '2026-04-03', 'week'],
  ['2026-01-01', '2027-01-01', 'week'],
  ['2026-01-01', '2027-01-02', 'month'],
])('a series from %s to %s is by %s', (from, to, by) => expect(usualGranularity(window(from, to))).toBe(by))

describe('the points of a series', () => {
  const points = (on: Window, by: Granularity, zone: string) => bucketsOf(on, by, zone, 'previous')
  const labels = (...asked: Parameters<typeof points>) => points(...asked).map((bucket) => bucket.label)
  test('are every day, also those that begin at one in the morning', () => {
    const buckets = points(window('2017-10-14', '2017-10-16'), 'day', 'America/Sao_Paulo')
    expect(buckets.map((bucket) => `${bucket.label} ${bucket.start}`)).toEqual([
      '2017-10-14 2017-10-14T03:00:00Z',
      '2017-10-15 2017-10-15T03:00:00Z',
      '2017-10-16 2017-10-16T02:00:00Z',
    ])
  })
  test('are weeks from Monday and months from the first, the first of them cut by the window', () => {
    expect(labels(window('2026-11-04', '2026-11-16'), 'week', 'UTC')).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ])
    expect(labels(window('2026-01-31', '2026-03-01'), 'month', 'UTC')).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ])
    expect(String(points(window('2026-11-04', '2026-11-16'), 'week', 'UTC')[0]?.start)).toBe('2026-11-04T00:00:00Z')
  })
  test('are 25 hours on the day that repeats one, each with its own offset', () => {
    const hours = labels(window('2026-10-25', '2026-10-25'), 'hour', 'Europe/Berlin')
    expect(hours).toHaveLength(25)
    expect(hours.slice(2, 4)).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00'])
  })
})
