import { describe, expect, test } from 'vitest'
import { bucketsOf, usualGranularity } from '../../../analytics/reports/series.ts'
import { parseWindow, previousWindow, type Window, windowBetween } from '../../../analytics/reports/window.ts'
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
  ])('%s is %s', (written, expected) => {
    const parsed = parseWindow(written, today)
    expect(parsed.ok && text(parsed.value)).toBe(expected)
  })

  test.each([
    ['', 'window.malformed'],
    ['last week', 'window.malformed'],
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
    ['99999d', 'window.date_malformed'],
  ])('“%s” is refused with what is allowed', (written, code) => {
    const parsed = parseWindow(written, today)
    if (parsed.ok) throw new Error(`read as ${text(parsed.value)}`)
    expect(parsed.code).toBe(code)
    for (const locale of ['en', 'zh-CN'] as const) expect(refusalWords(parsed, locale)).toMatch(/\d/)
  })

  test('may end after today, as the running month does', () =>
    expect(windowBetween('2026-11-01', '2026-11-30', today).ok).toBe(true))
})

test('the window before is as long and ends the day before', () => {
  expect(text(previousWindow(window('2026-03-01', '2026-03-31')))).toBe('2026-01-29..2026-02-28')
})

test.each([
  ['2026-01-01', '2026-04-02', 'day'],
  ['2026-01-01', '2026-04-03', 'week'],
  ['2026-01-01', '2027-01-01', 'week'],
  ['2026-01-01', '2027-01-02', 'month'],
])('a series from %s to %s is by %s', (from, to, by) => expect(usualGranularity(window(from, to))).toBe(by))

describe('the points of a series', () => {
  const labels = (...asked: Parameters<typeof bucketsOf>) => bucketsOf(...asked).map((bucket) => bucket.label)
  test('are every day, also those that begin at one in the morning', () => {
    const buckets = bucketsOf(window('2017-10-14', '2017-10-16'), 'day', 'America/Sao_Paulo')
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
    expect(String(bucketsOf(window('2026-11-04', '2026-11-16'), 'week', 'UTC')[0]?.start)).toBe('2026-11-04T00:00:00Z')
  })
  test('are 25 hours on the day that repeats one, each with its own offset', () => {
    const hours = labels(window('2026-10-25', '2026-10-25'), 'hour', 'Europe/Berlin')
    expect(hours).toHaveLength(25)
    expect(hours.slice(2, 4)).toEqual(['2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+01:00'])
  })
})
