import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Stretch } from '../stretches.ts'
import { instants, unnested } from './instants.ts'

/** The buckets that a statement fills. */
export interface Buckets {
  /**
   * The rows of a table whose instant lies in one of them, with its `bucket`, and the `key` that the bucket is cut down to
   * or null. `by`: the column that the key is of, where the table has an index on it and the instant.
   */
  rows(table: string, instant: string, by?: string): RawBuilder<unknown>
  /** Whether an order line can be of an order placed in one of them: keeps whole tables out of joins. */
  mayHold(placedAt: string): RawBuilder<boolean>
}

/**
 * Buckets here and there, each by the index on the instant. The planner takes a range for a ninth of the table: `offset 0`
 * keeps it from turning the look-up around, and `byIndex` from reading whole tables for the joins.
 */
export function scattered(stretches: readonly Stretch[], keys: readonly (string | null)[]): Buckets {
  const list = unnested(stretches, keys)
  const found = (table: string, instant: string, which: RawBuilder<unknown>, own: RawBuilder<unknown>) => sql`
    select bucket, key, found.* from ${list} as buckets (bucket, until, key) cross join lateral (
      select * from ${sql.table(table)} where ${sql.ref(instant)} >= bucket and ${sql.ref(instant)} < until ${own} offset 0
    ) as found ${which}`
  return {
    // Apart, as no index serves both at once.
    rows: (table, instant, by) =>
      by
        ? sql`(${found(table, instant, sql`where key is null`, sql``)} union all
            ${found(table, instant, sql`where key is not null`, sql`and ${sql.ref(by)} = key`)})`
        : sql`(${found(table, instant, sql``, sql``)})`,
    mayHold: () => sql`true`,
  }
}

/** Buckets one after the other without a gap, by one scan from the first to the end of the last. */
export function consecutive(stretches: readonly Stretch[]): Buckets {
  const begins = instants(stretches.map(({ bucket }) => bucket))
  const within = (instant: RawBuilder<unknown>) =>
    sql<boolean>`(${instant} >= ${stretches[0]?.bucket} and ${instant} < ${stretches.at(-1)?.until})`
  return {
    rows: (table, instant) => sql`(
      select (${begins})[width_bucket(${sql.ref(instant)}, ${begins})] as bucket, null::text as key, found.*
      from ${sql.table(table)} as found where ${within(sql.ref(instant))})`,
    mayHold: (placedAt) => within(sql.ref(placedAt)),
  }
}

/** Has the transaction's next statements go by indexes. */
export const byIndex = (trx: Trx) =>
  sql`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_seqscan', 'off', true)`.execute(trx)
