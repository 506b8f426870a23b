import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import type { Filters } from '../../../shop/orders/narrowing.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

const first = Temporal.PlainDate.from('2026-03-01')
const date = fc.integer({ min: 0, max: 75 }).map((days) => first.add({ days }))
const history = fc.array(
  fc.record({ customer: fc.constantFrom('ana', 'bo', 'cy', 'dee'), date, hour: fc.integer({ min: 0, max: 23 }) }),
  { maxLength: 14 },
)

test('the shop’s customers, counted by their days, are those of a merchant whose goods are in every order, counted by orders', async () => {
  const { db, close } = await freshDatabase()
  const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
  await fc.assert(
    fc.asyncProperty(history, date, date, async (orders, one, other) => {
      for (const table of ['order_items', 'orders', 'customer_days', 'sales_hours', 'sales_days', 'product_days'])
        await sql`delete from ${sql.table(table)}`.execute(db)
      for (const [at, { customer, date, hour }] of orders.entries())
        await writeOrder(db, {
          ...{ number: String(at), customer, lines: [{ price: 1n, merchant: 'a' }] },
          at: `${date}T${String(hour).padStart(2, '0')}:30:00Z`,
        })
      const [from, to] = Temporal.PlainDate.compare(one, other) < 0 ? [one, other] : [other, one]
      const counts = async (filters: Filters) => {
        const report = demand(await readReport(db, { report: 'customers', window: { from, to }, filters }, now))
        return { totals: report.totals, series: report.series, before: report.previous, besides: report.besides }
      }
      expect(await counts({})).toEqual(await counts({ merchant: 'a' }))
    }),
    { numRuns: 40 },
  )
  await close()
})
