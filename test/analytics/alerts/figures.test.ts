import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figures } from '../../../analytics/alerts/figures.ts'
import { readSpans } from '../../../analytics/alerts/read-spans.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { reportNames } from '../../../analytics/reports/registry.ts'
import { spanOf } from '../../../analytics/reports/window.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { alertsWorld, at, created, zone } from './alerts-world.ts'

const { world, sold } = alertsWorld()

describe('a figure', () => {
  test('can be watched if it is a total of a report that the report has of every stretch of time', async () => {
    const day = Temporal.PlainDate.from('2026-03-02')
    // The overview's are figures of the others.
    for (const report of reportNames.filter((name) => name !== 'overview')) {
      const { totals, series } = demand(
        await readReport(world.database.db, { report, window: { from: day, to: day } }, created),
      )
      const both = Object.keys(totals).filter((metric) => metric in (series[0] ?? {}))
      const watched = figures.filter((figure) => figure.report === report).map(({ metric }) => metric)
      expect(watched.toSorted(), report).toEqual(both.toSorted())
    }
  })

  test('of any stretches of time, overlapping or not, is what its report says of them', async () => {
    const { db } = world.database
    await sold(2, '2026-02-27T23:30')
    await sold(3, '2026-03-01T00:00', 'M1')
    await sold(1, '2026-03-03T12:00', 'M1')
    await refresh(db)
    const settings = await readSettings(db)
    const first = Temporal.PlainDate.from('2026-02-27')
    const window = fc.record({ from: fc.nat({ max: 6 }), days: fc.integer({ min: 1, max: 4 }) })
    const figure = fc.constantFrom(...figures.filter(({ report }) => report === 'sales' || report === 'customers'))
    const asked = fc.record({ figure, windows: fc.array(window, { maxLength: 6 }), own: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(asked, async ({ figure, windows, own }) => {
        const merchant = own ? 'M1' : null
        const dates = windows.map(({ from, days }) => ({
          ...{ from: first.add({ days: from }), to: first.add({ days: from + days - 1 }) },
        }))
        const spans = dates.map((one) => spanOf(one, zone))
        const read = await readSpans(db, settings, { figure, merchant }, spans, at('2026-03-20T00:00'))
        for (const [index, one] of dates.entries()) {
          const report = figure.report ?? ''
          const filters = merchant === null ? {} : { merchant }
          const { totals } = demand(await readReport(db, { report, window: one, filters }, at('2026-03-20T00:00')))
          const total = totals[figure.metric]
          const span = spans[index]
          // The first hour with an order is within 27 February, of the merchant that of 1 March.
          const isBefore = own && Temporal.PlainDate.compare(one.to, '2026-03-01') < 0
          expect(span && read.of(span)).toBe(total == null || isBefore ? null : Number(total))
          const reaches = Temporal.PlainDate.compare(one.from, own ? '2026-03-01' : '2026-02-28') >= 0
          expect(span && read.reaches(span)).toBe(reaches)
        }
      }),
      { numRuns: 12 },
    )
  })
})
