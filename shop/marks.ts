import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/tables/index.ts'

/**
 * Marks every rollup bucket that these orders touch, to be recomputed. Where a change may move an instant or remove
 * one, call it before the change as well as after.
 */
export async function markOrders(trx: Trx, numbers: string[]): Promise<void> {
  if (numbers.length > 0) await markOrdersOf(trx, sql`select unnest(${numbers}::text[])`)
}

/**
 * The same for the orders that a query names. Instants of one quarter of an hour lie in one bucket, since every zone's
 * offset is a multiple of it: however many the orders, there is one mark a quarter.
 */
export async function markOrdersOf(trx: Trx, numbers: RawBuilder<unknown>): Promise<void> {
  await sql`
    with touched as materialized (${numbers}), instants (rollup, at) as (
      select 'sales', placed_at from orders where number in (table touched)
      union all select 'sales', cancelled_at from orders where number in (table touched)
      union all select 'sales', refunded_at from refunds where order_number in (table touched)
      union all select 'payments', at from payments where order_number in (table touched) and status <> 'pending'
      union all select 'payments', succeeded_at from refund_parts where order_number in (table touched)
    )
    insert into rollup_marks (rollup, at)
    select rollup, min(at) from instants where at is not null
    group by rollup, date_bin('15 minutes', at, 'epoch')`.execute(trx)
}
