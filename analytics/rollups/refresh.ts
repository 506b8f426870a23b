import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refreshLock, rollups } from './registry.ts'
import { MARKED_SECONDS, type Mark, type Rollup } from './rollup.ts'
import { twoAtOnce } from './two-at-once.ts'
import { leaveOtherZones, sayZone } from './zone.ts'

/**
 * Brings the rollups up to date with the orders and gives how many buckets were computed anew. Does nothing where there
 * is no mark (under 1 ms, without a transaction), or of a rollup that another refresher is at. Cost follows the marks.
 */
export const refresh = (db: Db): Promise<number> =>
  refreshEach(db, (rollup) =>
    refreshOne(db, rollup, async (trx) => {
      const { rows } = await sql<{ taken: boolean }>`
        select pg_try_advisory_xact_lock(${refreshLock(rollup.name)}) as taken`.execute(trx)
      return rows[0]?.taken === true
    }),
  )

/** The same for who needs all that was changed by now to be counted: waits where another refresher is at it. */
export const refreshWhole = (db: Db): Promise<number> =>
  refreshEach(db, (rollup) => refreshOne(db, rollup, (trx) => waitForLock(trx, rollup)))

/** Milliseconds that somebody who asks for figures waits for another refresher, of each rollup: of all, twice that. */
const PATIENCE = 1_000
const LOCK_NOT_AVAILABLE = '55P03'

/** The same for who would rather have figures that say what is not counted yet than wait for long. */
export const refreshSoon = (db: Db): Promise<number> =>
  refreshEach(db, async (rollup) => {
    const waitPatiently = async (trx: Trx) => {
      await sql`select set_config('lock_timeout', ${String(PATIENCE)}, true)`.execute(trx)
      await waitForLock(trx, rollup)
      await sql`select set_config('lock_timeout', '0', true)`.execute(trx)
      return true
    }
    return refreshOne(db, rollup, waitPatiently).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return 0
      throw error
    })
  })

async function waitForLock(trx: Trx, { name }: Rollup): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${refreshLock(name)})`.execute(trx)
  return true
}

/** Refreshes rollups where anything is marked; gives how many buckets that was. */
async function refreshEach(db: Db, one: (rollup: Rollup) => Promise<number>): Promise<number> {
  if (!(await isMarked(db))) return 0
  const { 'shop.timezone': zone } = await readSettings(db)
  await sayZone(db, zone)
  const counts = await twoAtOnce(rollups.map((rollup) => () => one(rollup)))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Counts what is marked of a rollup once `lock` has its refreshers' lock; nothing where it does not get it. */
const refreshOne = (db: Db, rollup: Rollup, lock: (trx: Trx) => Promise<boolean>): Promise<number> =>
  db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => ((await lock(trx)) ? refreshMarked(trx, rollup) : 0))

/** The oldest moment that a change not counted yet is about; null where all is counted. */
export async function uncountedSince(db: Db): Promise<Temporal.Instant | null> {
  const oldest = await db.selectFrom('rollup_marks').select('at').orderBy('at').limit(1).executeTakeFirst()
  return oldest?.at ?? null
}

async function isMarked(db: Db): Promise<boolean> {
  const { rows } = await sql`select from rollup_marks limit 1`.execute(db)
  return rows.length > 0
}

/** Counts what is marked of a rollup, within a transaction that holds its lock; gives how many buckets that was. */
export async function refreshMarked(trx: Trx, rollup: Rollup): Promise<number> {
  const { 'shop.timezone': zone } = await readSettings(trx)
  // A change is visible with its mark. What this statement sees, the later ones with their fresher snapshots see too.
  const { rows } = await sql<Mark>`
    with seen as (delete from rollup_marks where rollup = ${rollup.name} returning at, key)
    select distinct date_bin(make_interval(secs => ${sql.lit(MARKED_SECONDS)}), at, 'epoch') as at, key from seen`.execute(
    trx,
  )
  if (rows.length === 0) return 0
  await leaveOtherZones(trx, zone)
  return rollup.refresh(trx, rows, zone)
}
