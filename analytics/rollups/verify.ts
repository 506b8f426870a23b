import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refreshMarked } from './refresh.ts'
import { refreshLock, rollups } from './registry.ts'
import { type DateRange, type Part, type Rollup, rebuildPart } from './rollup.ts'

/** A row of a rollup that is not what the orders give. */
export interface Difference {
  readonly table: string
  /** What tells the row from the others: instants as PostgreSQL writes them. */
  readonly row: Readonly<Record<string, string>>
}

/** Most rows named of one part: where there are more, all of it is wrong. */
const mostNamed = 50

/**
 * Computes rollups anew beside those that are there and names every row that differs, that is there without reason, or that
 * is missing. Changes nothing but what marks say, and holds the refreshers off part by part. `choose` takes some of the parts
 * of a rollup; all where absent.
 */
export async function verify(
  db: Db,
  range: DateRange = {},
  choose: (parts: readonly Part[]) => readonly Part[] = (parts) => parts,
  progress: (done: number, total: number) => void = () => {},
): Promise<Difference[]> {
  const { 'shop.timezone': zone } = await readSettings(db)
  const work: { rollup: Rollup; part: Part }[] = []
  for (const rollup of rollups)
    for (const part of choose(await rollup.parts(db, range, zone))) work.push({ rollup, part })
  const differences: Difference[] = []
  for (const [at, { rollup, part }] of work.entries()) {
    progress(at, work.length)
    differences.push(...(await undone(db, rollup, (trx) => compare(trx, rollup, part))))
  }
  progress(work.length, work.length)
  return differences
}

/**
 * Does work of which nothing stays, on one state of the database, of which no refresher has seen another: what it sees is
 * decided when it has the rollup's lock already.
 */
const undone = <T>(db: Db, { name }: Rollup, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${refreshLock(name)})`.execute(connection)
    try {
      const trx = await connection.startTransaction().setIsolationLevel('repeatable read').execute()
      try {
        return await work(trx)
      } finally {
        await trx.rollback().execute()
      }
    } finally {
      await sql`select pg_advisory_unlock(${refreshLock(name)})`.execute(connection)
    }
  })

async function compare(trx: Trx, rollup: Rollup, part: Part): Promise<Difference[]> {
  await refreshMarked(trx, rollup)
  const kept = (table: string) => sql.table(`kept_${table}`)
  const tables = Object.entries(rollup.tables)
  for (const [table] of tables)
    await sql`create temp table ${kept(table)} on commit drop as select * from ${sql.table(table)} where ${part.scope}`.execute(
      trx,
    )
  await rebuildPart(trx, rollup.tables, part)
  const differences: Difference[] = []
  for (const [table, identity] of tables) {
    const now: RawBuilder<unknown> = sql`(select * from ${sql.table(table)} where ${part.scope})`
    const names = sql.join(identity.map((column) => sql`${sql.lit(column)}, ${sql.ref(column)}::text`))
    const { rows } = await sql<{ row: Record<string, string> }>`
      select distinct json_build_object(${names})::jsonb as row from (
        (select * from ${now} as now except table ${kept(table)}) union all (table ${kept(table)} except select * from ${now} as now)
      ) as different order by 1 limit ${sql.lit(mostNamed)}`.execute(trx)
    differences.push(...rows.map(({ row }) => ({ table, row })))
  }
  return differences
}
