import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Hour } from '../local-hours.ts'

/** A table of hour buckets, and how it comes out of the orders. Its `name` is what marks name it by. */
export interface Rollup {
  readonly name: 'sales' | 'payments'
  readonly table: 'sales_hours' | 'payment_hours'
  /** Every moment at which something happened that this rollup counts: a query with the one column `at`. */
  readonly moments: RawBuilder<{ at: Temporal.Instant }>
  /** Adds the rows of the given hours (a relation `hours (bucket, until)`), which have been emptied before. */
  fill(trx: Trx, hours: RawBuilder<unknown>): Promise<void>
}

/**
 * An amount in minor units of the shop's currency, rounded half away from zero. It is applied to the smallest thing
 * that is counted (an order line, a payment, a part of a refund): so the merchants of an order add up to the order.
 */
export const inShopCurrency = (amount: RawBuilder<unknown>): RawBuilder<bigint> =>
  sql`case when rate = 1 then ${amount} else round(${amount} * rate)::bigint end`

/**
 * The rows of a table whose instant lies in the hour at hand, by the index on it. The planner takes a range for a ninth of
 * the table: `offset 0` keeps it from turning the look-up around, and `recompute` from reading whole tables for the joins.
 */
export const within = (
  table: 'orders' | 'refunds' | 'payments' | 'refund_parts',
  instant: string,
): RawBuilder<unknown> =>
  sql`(select * from ${sql.table(table)} where ${sql.ref(instant)} >= bucket and ${sql.ref(instant)} < until offset 0)`

/** Hours a statement: keeps each within the statement time-out even where an import filled every hour of years. */
const hoursPerStatement = 2_000

/** Computes the rows of some hours anew, whole. Costs a few index look-ups an hour and an order in it. */
export async function recompute(trx: Trx, rollup: Rollup, all: readonly Hour[]): Promise<void> {
  if (all.length > 0)
    await sql`
      select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
        set_config('enable_seqscan', 'off', true)`.execute(trx)
  for (let from = 0; from < all.length; from += hoursPerStatement) {
    const some = all.slice(from, from + hoursPerStatement)
    const [buckets, untils] = [some.map((hour) => String(hour.bucket)), some.map((hour) => String(hour.until))]
    await sql`delete from ${sql.table(rollup.table)} where bucket = any(${buckets}::timestamptz[])`.execute(trx)
    await rollup.fill(trx, sql`unnest(${buckets}::timestamptz[], ${untils}::timestamptz[]) as hours (bucket, until)`)
  }
}
