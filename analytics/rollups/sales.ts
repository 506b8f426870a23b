import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { localDays } from '../local-days.ts'
import { localHours } from '../local-hours.ts'
import { type Stretch, stretchesOf } from '../stretches.ts'
import { bucketed } from './bucketed.ts'
import { unnested } from './instants.ts'
import { salesColumns, salesOf, sums, sumsOf } from './sales-of.ts'

/**
 * Sales by hour, for the whole shop (merchant '') and for each merchant with its own lines. Everything is counted from
 * order lines, to which shipping, tax and discounts were allocated; an order or refund without lines counts as one
 * without merchant. The shop's are kept by day too, for windows of years.
 */
export const sales = bucketed({
  name: 'sales',
  table: 'sales_hours',
  identity: ['bucket', 'merchant_id', 'currency'],
  instants: [
    ['orders', 'placed_at'],
    ['orders', 'cancelled_at'],
    ['refunds', 'refunded_at'],
  ],
  cut: localHours,
  async fill(trx, buckets) {
    await sql`insert into sales_hours (${salesColumns}) ${salesOf(buckets)}`.execute(trx)
  },
  coarser: { tables: { sales_days: ['bucket', 'merchant_id', 'currency'] }, fill: fillDays },
})

/** The shop's days that some hours belong to, of all their hours. */
async function fillDays(trx: Trx, hours: readonly Stretch[], zone: string): Promise<void> {
  const days = stretchesOf(
    hours.map(({ bucket }) => bucket),
    localDays(zone),
  )
  const list = sql`${unnested(days)} as days (day, until)`
  await sql`
    delete from sales_days using ${list} where bucket >= day and bucket < until`.execute(trx)
  await sql`
    insert into sales_days (${salesColumns})
    select day, merchant_id, currency, ${sumsOf(sums)}
    from ${list} cross join lateral (
      select * from sales_hours
      -- As a pair only the key serves it: the index on the bucket alone would lead through all merchants' hours.
      where (merchant_id, bucket) >= ('', day) and (merchant_id, bucket) < ('', until) offset 0
    ) as hours
    group by day, merchant_id, currency`.execute(trx)
}
