import { type RawBuilder, sql } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'

export type RollupTable =
  | 'sales_hours'
  | 'sales_days'
  | 'payment_hours'
  | 'product_days'
  | 'customer_days'
  | 'promotion_days'
  | 'support_days'

/** As finely as marks tell moments apart: nearly all buckets of all zones begin at a quarter of an hour. */
export const MARKED_SECONDS = 15 * 60

/** A change that a rollup does not count yet. */
export interface Mark {
  /** From here on for a quarter of an hour: all buckets that any of it lies in are to compute anew. */
  readonly at: Temporal.Instant
  /** What of the bucket, where the rollup tells its rows apart: a SKU, a customer. Null for all of it. */
  readonly key: string | null
}

/** Local dates of the shop, both inclusive; without one the history has no end on that side. */
export interface DateRange {
  readonly from?: Temporal.PlainDate
  readonly to?: Temporal.PlainDate
}

/** A piece of a rollup that is computed anew in one transaction. */
export interface Part {
  /** Tells it from the rollup's others. */
  readonly name: string
  /** The rows that belong to it, of each of the rollup's tables. */
  readonly scope: RawBuilder<boolean>
  /** Adds its rows, where there is none. */
  fill(trx: Trx): Promise<void>
}

/** Tables of sums that reports read in place of the orders. Its `name` is what marks name it by. */
export interface Rollup {
  readonly name: 'sales' | 'payments' | 'products' | 'customers' | 'promotions' | 'support'
  /** Its tables, each with what tells a row from the others. */
  readonly tables: { readonly [T in RollupTable]?: readonly (keyof Tables[T] & string)[] }
  /** Computes anew what is marked and gives how many buckets that was. Its cost follows the marks, not the history. */
  refresh(trx: Trx, marks: readonly Mark[], zone: string): Promise<number>
  /** All of it, or of some dates, in order. */
  parts(db: Db, range: DateRange, zone: string): Promise<Part[]>
}

/** Puts fresh rows of a part in the place of those that are there, in however long it takes. */
export async function rebuildPart(trx: Trx, tables: Rollup['tables'], { scope, fill }: Part): Promise<void> {
  // A refresh of few buckets before it in the same transaction keeps the planner from whole tables, which a part needs. And
  // planned once for all parts, without a look at how much is in each, a statement reads whole indexes for it.
  await sql`
    select set_config('statement_timeout', '0', true), set_config('plan_cache_mode', 'force_custom_plan', true),
      set_config('enable_hashjoin', 'on', true),
      set_config('enable_mergejoin', 'on', true), set_config('enable_seqscan', 'on', true)`.execute(trx)
  for (const table of Object.keys(tables)) await sql`delete from ${sql.table(table)} where ${scope}`.execute(trx)
  await fill(trx)
}

/**
 * An amount in minor units of the shop's currency, rounded half away from zero. It is applied to the smallest thing
 * that is counted (an order line, a payment, a part of a refund): so the merchants of an order add up to the order.
 */
export const inShopCurrency = (amount: RawBuilder<unknown>): RawBuilder<bigint> =>
  sql`case when rate = 1 then ${amount} else round(${amount} * rate)::bigint end`
