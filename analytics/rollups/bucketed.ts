import { sql } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { spanOf, type Window } from '../reports/window.ts'
import { type Cut, type Stretch, stretchesFrom } from '../stretches.ts'
import { type Buckets, byIndex, consecutive, scattered } from './buckets.ts'
import { instants } from './instants.ts'
import { byDensity, type Marked, monthsBetween } from './months.ts'
import {
  type DateRange,
  MARKED_SECONDS,
  type Mark,
  type Part,
  type Rollup,
  type RollupTable,
  rebuildPart,
} from './rollup.ts'

interface Bucketed<T extends RollupTable> {
  readonly name: Rollup['name']
  readonly table: T
  /** What tells a row from the others. */
  readonly identity: readonly (keyof Tables[T] & string)[]
  /** The column that marks may name a value of. */
  readonly keyed?: keyof Tables[T] & string
  /** The instants that it counts by: table and column. */
  readonly instants: readonly (readonly [keyof Tables & string, string])[]
  /** How time is cut in a zone. */
  cut(zone: string): Cut
  /** Adds the rows of some buckets, which are empty. */
  fill(trx: Trx, buckets: Buckets): Promise<void>
  /** Rows that are computed of these, after they were. */
  readonly coarser?: {
    readonly tables: Rollup['tables']
    fill(trx: Trx, stretches: readonly Stretch[], zone: string): Promise<void>
  }
}

/** Buckets a statement: keeps each well within the statement time-out, in a shop of ten million orders too. */
const bucketsPerStatement = 250

/** A rollup whose rows belong to a local hour or day each. */
export function bucketed<T extends RollupTable>(definition: Bucketed<T>): Rollup {
  const { name, table, identity, keyed, instants, cut, fill, coarser } = definition

  const tables: Rollup['tables'] = { [table]: identity, ...coarser?.tables }

  async function refresh(trx: Trx, marks: readonly Mark[], zone: string): Promise<number> {
    const marked = stretchesByKey(marks, cut(zone))
    const { dense, sparse } = byDensity(marked, zone)
    for (const month of dense) await rebuildPart(trx, tables, partOf(month, zone))
    if (sparse.length > 0) await byIndex(trx)
    for (let from = 0; from < sparse.length; from += bucketsPerStatement) {
      const some = sparse.slice(from, from + bucketsPerStatement)
      const keys = some.map(({ key }) => key)
      await removeWhole(
        trx,
        table,
        some.filter(({ key }) => key === null),
      )
      if (keyed) await removeKeyed(trx, table, keyed, some)
      await fill(trx, scattered(some, keys))
      await coarser?.fill(trx, some, zone)
    }
    return marked.length
  }

  async function parts(db: Db, range: DateRange, zone: string): Promise<Part[]> {
    const ends = [...instants, ...Object.keys(tables).map((one) => [one, 'bucket'] as const)].map(
      ([of, column]) =>
        sql`select min(${sql.ref(column)}) as first, max(${sql.ref(column)}) as last from ${sql.table(of)}`,
    )
    const { rows } = await sql<{ first: Temporal.Instant | null; last: Temporal.Instant | null }>`
      select min(first) as first, max(last) as last from (${sql.join(ends, sql` union all `)}) as ends`.execute(db)
    const { first, last } = rows[0] ?? {}
    if (!first || !last) return []
    return monthsBetween(first, last, range, zone).map((month) => partOf(month, zone))
  }

  function partOf(month: Window, zone: string): Part {
    const { start, end } = spanOf(month, zone)
    return {
      name: String(month.from),
      // All in between: a former time zone's buckets may begin anywhere.
      scope: sql`bucket >= ${start} and bucket < ${end}`,
      async fill(trx) {
        const stretches = stretchesFrom(start, end, cut(zone))
        await fill(trx, consecutive(stretches))
        await coarser?.fill(trx, stretches, zone)
      },
    }
  }

  return { name, tables, refresh, parts }
}

/** The buckets that are marked, with each key of those that are not marked whole. In order of time, which costs least. */
function stretchesByKey(marks: readonly Mark[], cut: Cut): Marked[] {
  const marked = new Map<string, Marked>()
  const whole = new Set<number>()
  for (const { at, key } of marks.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    for (const stretch of stretchesFrom(at, at.add({ seconds: MARKED_SECONDS }), cut)) {
      const bucket = stretch.bucket.epochMilliseconds
      if (key === null) whole.add(bucket)
      marked.set(`${bucket} ${key}`, { ...stretch, key })
    }
  }
  return [...marked.values()].filter(({ bucket, key }) => key === null || !whole.has(bucket.epochMilliseconds))
}

const bucketsOf = (stretches: readonly Stretch[]) => instants(stretches.map(({ bucket }) => bucket))

async function removeWhole(trx: Trx, table: RollupTable, stretches: readonly Stretch[]): Promise<void> {
  if (stretches.length > 0)
    await sql`delete from ${sql.table(table)} where bucket = any(${bucketsOf(stretches)})`.execute(trx)
}

async function removeKeyed(trx: Trx, table: RollupTable, column: string, marked: readonly Marked[]): Promise<void> {
  const keyed = marked.filter(({ key }) => key !== null)
  if (keyed.length > 0)
    await sql`
      delete from ${sql.table(table)} as gone
      using unnest(${bucketsOf(keyed)}, ${keyed.map(({ key }) => key)}::text[]) as marked (bucket, key)
      where gone.bucket = marked.bucket and gone.${sql.ref(column)} = marked.key`.execute(trx)
}
