import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refreshLock, rollups } from './registry.ts'
import type { Mark } from './rollup.ts'

/**
 * Brings the rollups up to date with the orders and gives how many buckets were computed anew. Does nothing where there
 * is no mark (under 1 ms, without a transaction), or where another refresher is at it. Cost follows the marks.
 */
export const refresh = (db: Db): Promise<number> =>
  refreshOnce(db, async (trx) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${refreshLock}) as taken`.execute(
      trx,
    )
    return rows[0]?.taken === true
  })

/** The same for who needs all that was changed by now to be counted: waits where another refresher is at it. */
export const refreshWhole = (db: Db): Promise<number> => refreshOnce(db, waitForLock)

/** Milliseconds that somebody who asks for figures waits for another refresher. */
const PATIENCE = 2_000
const LOCK_NOT_AVAILABLE = '55P03'

/** The same for who would rather have figures that say what is not counted yet than wait for long. */
export async function refreshSoon(db: Db): Promise<number> {
  const patiently = async (trx: Trx) => {
    await sql`select set_config('lock_timeout', ${String(PATIENCE)}, true)`.execute(trx)
    await waitForLock(trx)
    await sql`select set_config('lock_timeout', '0', true)`.execute(trx)
    return true
  }
  return refreshOnce(db, patiently).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return 0
    throw error
  })
}

async function waitForLock(trx: Trx): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${refreshLock})`.execute(trx)
  return true
}

/** Counts what is marked once `lock` has the refreshers' lock; nothing where it does not get it. */
async function refreshOnce(db: Db, lock: (trx: Trx) => Promise<boolean>): Promise<number> {
  if (!(await isMarked(db))) return 0
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => ((await lock(trx)) ? refreshMarked(trx) : 0))
}

/** The oldest moment that a change not counted yet is about; null where all is counted. */
export async function uncountedSince(db: Db): Promise<Temporal.Instant | null> {
  const oldest = await db.selectFrom('rollup_marks').select('at').orderBy('at').limit(1).executeTakeFirst()
  return oldest?.at ?? null
}

async function isMarked(db: Db): Promise<boolean> {
  const { rows } = await sql`select from rollup_marks limit 1`.execute(db)
  return rows.length > 0
}

/** Counts what is marked, within a transaction that holds the refreshers' lock; gives how many buckets that was. */
export async function refreshMarked(trx: Trx): Promise<number> {
  const { 'shop.timezone': zone } = await readSettings(trx)
  // A change is visible with its mark. What this statement sees, the later ones with their fresher snapshots see too.
  // Since 1972 every offset is whole quarters of an hour: all moments of one lie in the same bucket of any zone.
  const { rows } = await sql<Mark & { rollup: string }>`
    with seen as (delete from rollup_marks returning rollup, at, key)
    select distinct rollup, date_bin('15 minutes', at, 'epoch') as at, key from seen`.execute(trx)
  // The first ones counted say in which time zone; `followZone` sees to it when that changes.
  if (rows.length > 0)
    await sql`insert into rollup_zone select ${zone} where not exists (select from rollup_zone)`.execute(trx)
  const marks = Map.groupBy(rows, ({ rollup }) => rollup)
  let count = 0
  for (const { name, refresh } of rollups) count += await refresh(trx, marks.get(name) ?? [], zone)
  return count
}
