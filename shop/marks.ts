import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/tables/index.ts'

/**
 * Marks every rollup bucket that these orders touch, to be recomputed. Where a change may move an instant or remove
 * one, call it before the change as well as after.
 */
export async function markOrders(trx: Trx, numbers: string[]): Promise<void> {
  if (numbers.length > 0) await markOrdersOf(trx, sql`select unnest(${numbers}::text[])`)
}

/** Of more orders than these, goods and promotions are marked by the day: nearly all of a day's would be named. */
const namesUpTo = 5_000

/**
 * The same for the orders that a query names. Instants of one quarter of an hour lie in one bucket, since every zone's
 * offset is a multiple of it: however many the orders, there is one mark a quarter. Those of goods name the SKU, those of
 * promotions the region, those of customers the customer, who has one.
 */
export async function markOrdersOf(trx: Trx, numbers: RawBuilder<unknown>): Promise<void> {
  await sql`
    with touched as materialized (${numbers}),
    few as materialized (select count(*) <= ${sql.lit(namesUpTo)} as named from touched),
    instants (rollup, at, key) as (
      select 'sales', placed_at, null from orders where number in (table touched)
      union all select 'sales', cancelled_at, null from orders where number in (table touched)
      union all select 'sales', refunded_at, null from refunds where order_number in (table touched)
      union all select 'payments', at, null from payments where order_number in (table touched) and status <> 'pending'
      union all select 'payments', succeeded_at, null from refund_parts where order_number in (table touched)
      union all
      select 'promotions', at, case when named then coalesce(region, '') end
      from promotion_uses join orders on number = order_number, few where number in (table touched)
      union all
      select 'products', ordered_at, case when named then sku end from order_items, few where order_number in (table touched)
      union all
      select 'products', settled_at, case when named then sku end
      from returns join order_items using (order_number), few where order_number in (table touched)
    )
    insert into rollup_marks (rollup, at, key)
    select rollup, min(at), key from instants where at is not null
    group by rollup, key, date_bin('15 minutes', at, 'epoch')
    union all
    select 'customers', min(placed_at), customer_id from orders where number in (table touched) group by customer_id`.execute(
    trx,
  )
}

/** Marks what an order has taken of promotions, to be called once it has: it was marked before, without. */
export async function markPromotions(trx: Trx, number: string): Promise<void> {
  await sql`
    insert into rollup_marks (rollup, at, key)
    select distinct 'promotions', at, coalesce(region, '') from promotion_uses join orders on number = order_number
    where number = ${number}`.execute(trx)
}
