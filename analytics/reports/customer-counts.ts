import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { type Filters, isWhole } from '../../shop/orders/narrowing.ts'
import { instants } from '../rollups/instants.ts'
import { ordersOf } from './scope.ts'
import type { Stretches } from './slots.ts'

export type CustomerCounts = Record<'customers' | 'returning_customers' | 'repeat_customers', bigint>

/**
 * Of each stretch of time: its distinct customers, those among them who had ordered before it, and those with two or more
 * orders up to its end. Of the whole shop by one scan of its customers' days, where all stretches are whole days of
 * the rollups (`days`, the usual); else of the orders.
 */
export async function countCustomers(
  db: Db,
  stretches: Stretches,
  filters: Filters,
  days = true,
): Promise<CustomerCounts[]> {
  const counted = await (isWhole(filters) && days ? byDays(db, stretches) : byOrders(db, stretches, filters))
  const bySlot = new Map(counted.map(({ slot, ...counts }) => [slot, counts]))
  return stretches.begins.map(
    (_, slot) => bySlot.get(slot) ?? { customers: 0n, returning_customers: 0n, repeat_customers: 0n },
  )
}

type Counted = CustomerCounts & { slot: number }

async function byDays(db: Db, { begins, within, slot }: Stretches): Promise<Counted[]> {
  const begin = sql`(${instants(begins)})[slot + 1]`
  // Whoever was new in a stretch ordered again there on the same day, or the next day of theirs tells that it was one order.
  const { rows } = await sql<Counted>`
    select slot, count(*) filter (where previous is null or previous < ${begin}) as customers,
      count(*) filter (where previous < ${begin}) as returning_customers,
      count(*) filter (where previous < ${begin} or (previous is null and orders > 1) or (previous >= ${begin} and earlier = 1))
        as repeat_customers
    from (
      select ${slot('bucket')} as slot, previous, earlier, orders from customer_days where ${within('bucket')}
    ) as days group by slot`.execute(db)
  return rows
}

async function byOrders(db: Db, { within, slot }: Stretches, filters: Filters): Promise<Counted[]> {
  const buyers = ordersOf(db, filters, within)
    .select(['customer_id', slot('placed_at').as('slot')])
    .select(({ fn }) => [fn.min('placed_at').as('first'), fn.countAll<bigint>().as('orders')])
    .groupBy(['customer_id', 'slot'])
  // Between the beginning of a stretch and their first order in it they have none.
  const earlier = ordersOf(db, filters)
    .where(sql<boolean>`orders.customer_id = buyers.customer_id`)
    .where(sql<boolean>`orders.placed_at < buyers.first`)
  // A join and no column, so that many buyers are met in one pass over the orders, and few by the index on theirs.
  const { rows } = await sql<Counted>`
    with buyers as materialized (${buyers}),
    known as materialized (select slot, orders from buyers where exists (${earlier}))
    select slot, sum(buyer) as customers, sum(known) as returning_customers, sum(known) + sum(repeats) as repeat_customers
    from (
      select slot, 1 as buyer, 0 as known, (orders > 1)::int as repeats from buyers
      union all select slot, 0, 1, -(orders > 1)::int from known
    ) as counted group by slot`.execute(db)
  return rows
}
