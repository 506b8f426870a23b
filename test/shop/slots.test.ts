import { expect, test } from 'vitest'
import { latestSlot } from '../../shop/slots.ts'

const zone = 'America/New_York'
const slot = (time: string, now: string, weekday?: number) =>
  String(latestSlot({ zone, time, ...(weekday && { weekday }) }, Temporal.Instant.from(now)))

test('a daily time comes once a day: as much later where clocks skip it, first of two where they show it twice', () => {
  expect(slot('09:00', '2026-03-08T12:59:59Z')).toBe('2026-03-07T14:00:00Z')
  expect(slot('09:00', '2026-03-08T13:00:00Z')).toBe('2026-03-08T13:00:00Z')
  expect(slot('02:30', '2026-03-08T07:29:59Z')).toBe('2026-03-07T07:30:00Z')
  expect(slot('02:30', '2026-03-08T07:30:00Z')).toBe('2026-03-08T07:30:00Z')
  expect(slot('01:30', '2026-11-01T05:30:00Z')).toBe('2026-11-01T05:30:00Z')
  expect(slot('01:30', '2026-11-01T06:45:00Z')).toBe('2026-11-01T05:30:00Z')
})

test('a weekly one is on its day, also in the week in which clocks change', () => {
  expect(slot('09:00', '2026-11-02T13:59:59Z', 1)).toBe('2026-10-26T13:00:00Z')
  expect(slot('09:00', '2026-11-02T14:00:00Z', 1)).toBe('2026-11-02T14:00:00Z')
  expect(slot('09:00', '2026-11-01T23:00:00Z', 1)).toBe('2026-10-26T13:00:00Z')
})
