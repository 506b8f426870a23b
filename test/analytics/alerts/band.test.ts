import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandOf } from '../../../analytics/alerts/band.ts'
import { snoozeAt, stepAt } from '../../../analytics/alerts/steps.ts'

/** The same by another way: counting instead of sorting, and each value by its own modified z-score. */
function scoreOf(value: number, values: readonly number[]): number | null {
  const middle = (of: readonly number[]) => {
    const atLeast = (share: number) =>
      Math.min(...of.filter((one) => of.filter((other) => other <= one).length >= share * of.length))
    const atMost = (share: number) =>
      Math.max(...of.filter((one) => of.filter((other) => other >= one).length >= share * of.length))
    return (atLeast(0.5) + atMost(0.5)) / 2
  }
  const median = middle(values)
  const mad = middle(values.map((one) => Math.abs(one - median)))
  return mad === 0 ? null : Math.abs(value - median) / (1.4826 * mad)
}

describe('the usual band', () => {
  test('holds what has a modified z-score up to the limit, as counted by hand', () => {
    // Median 10, deviations 0 0 1 1 1 2 3 40, so MAD 1.
    expect(bandOf([10, 10, 9, 11, 11, 8, 13, 50])).toEqual({
      median: 10.5,
      low: expect.closeTo(10.5 - 3.5 * 1.4826 * 1, 9),
      high: expect.closeTo(10.5 + 3.5 * 1.4826 * 1, 9),
    })
  })

  test('agrees with a naive count for any history and value', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 40 })), { minLength: 0, maxLength: 8 })
    fc.assert(
      fc.property(values, fc.integer({ min: -10, max: 80 }), fc.constantFrom(2, 3.5, 6), (weeks, value, limit) => {
        const known = weeks.filter((one) => one !== null)
        const band = bandOf(weeks, limit)
        const score = known.length < 5 ? null : scoreOf(value, known)
        expect(band === null).toBe(score === null)
        // At the very edge the two may round apart.
        if (!band || score === null || Math.abs(score - limit) < 1e-9) return
        expect(value < band.low || value > band.high).toBe(score > limit)
      }),
    )
  })

  test('says nothing of four weeks, nor where more than half of the weeks were the same', () => {
    expect(bandOf([1, 2, 3, 4, null, null, null, null])).toBeNull()
    expect(bandOf([1, 2, 3, 4, 5, null, null, null])).not.toBeNull()
    expect(bandOf([7, 7, 7, 7, 7, 1, 2, 3])).toBeNull()
  })
})

test('whatever a figure does, an alert fires once an episode, recovery follows it, and the next waits for the rearm time', () => {
  const begin = Temporal.Instant.from('2026-03-01T00:00:00Z')
  const series = fc.array(fc.record({ fires: fc.constantFrom(true, false, null), snooze: fc.nat({ max: 12 }) }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(series, fc.nat({ max: 6 }), (looks, rearm) => {
      let [open, endedAt, snoozedUntil] = [false, null as Temporal.Instant | null, null as Temporal.Instant | null]
      const told: string[] = []
      for (const [hour, { fires, snooze }] of looks.entries()) {
        const slot = begin.add({ hours: hour })
        const standing = { open, endedAt, snooze: snoozeAt(snoozedUntil, slot) }
        const step = stepAt(slot, fires, standing, rearm)
        if (fires === null) expect(step).toBeNull()
        if (fires === false) expect(step).toBe(open ? 'recover' : null)
        if (step === 'begin') {
          expect(open || (snoozedUntil !== null && Temporal.Instant.compare(slot, snoozedUntil) < 0)).toBe(false)
          if (endedAt) expect(endedAt.until(slot).total('hours')).toBeGreaterThanOrEqual(rearm)
        }
        if (fires && !open && rearm === 0 && snoozedUntil === null) expect(step).toBe('begin')
        if (step) told.push(step)
        if (step === 'begin') open = true
        if (step === 'recover') [open, endedAt] = [false, slot]
        if (standing.snooze === 'over') snoozedUntil = null
        if (snooze > 10) snoozedUntil = slot.add({ hours: snooze - 9 })
      }
      const turns = told.filter((step) => step !== 'remind')
      expect(turns).toEqual(turns.map((_, at) => (at % 2 === 0 ? 'begin' : 'recover')))
      if (told.includes('remind')) expect(told.indexOf('remind')).toBeGreaterThan(told.indexOf('begin'))
    }),
  )
})
