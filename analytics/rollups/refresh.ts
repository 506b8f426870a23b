import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { hoursOf } from '../local-hours.ts'
import { paymentHours } from './payment-hours.ts'
import { type Rollup, recompute } from './rollup.ts'
import { salesHours } from './sales-hours.ts'

/** Every rollup there is. */
export const rollups: readonly Rollup[] = [salesHours, paymentHours]

/** Names the refreshers' lock among the database's advisory locks. */
export const refreshLock = sql.lit(7_261_001)

/** Since 1972 every offset is a multiple of this, so that all moments of one lie in the same local hour of any zone. */
export const quarterHour = (at: string) => sql<Temporal.Instant>`date_bin('15 minutes', ${sql.ref(at)}, 'epoch')`

/**
 * Brings the rollups up to date with the orders and gives how many hours were computed anew. Does nothing where there is
 * no mark (under 1 ms, without a transaction), or where another refresher is at it. Cost follows the marked hours.
 */
export async function refresh(db: Db): Promise<number> {
  return (await isMarked(db)) ? db.transaction().setIsolationLevel('read committed').execute(refreshMarked) : 0
}

/** The same for who needs all that was changed by now to be counted: waits where another refresher is at it. */
export async function refreshWhole(db: Db): Promise<void> {
  if (!(await isMarked(db))) return
  await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${refreshLock})`.execute(trx)
      await refreshMarked(trx)
    })
}

async function isMarked(db: Db): Promise<boolean> {
  const { rows } = await sql`select from rollup_marks limit 1`.execute(db)
  return rows.length > 0
}

async function refreshMarked(trx: Trx): Promise<number> {
  const lock = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${refreshLock}) as taken`.execute(trx)
  if (!lock.rows[0]?.taken) return 0
  const { 'shop.timezone': zone } = await readSettings(trx)
  // A change is visible with its mark. What this statement sees, the later ones with their fresher snapshots see too.
  const { rows: marks } = await sql<{ rollup: string; at: Temporal.Instant }>`
    with seen as (delete from rollup_marks returning rollup, at)
    select distinct rollup, ${quarterHour('at')} as at from seen`.execute(trx)
  let count = 0
  for (const rollup of rollups) {
    const hours = hoursOf(
      marks.filter((mark) => mark.rollup === rollup.name).map((mark) => mark.at),
      zone,
    )
    await recompute(trx, rollup, hours)
    count += hours.length
  }
  return count
}
