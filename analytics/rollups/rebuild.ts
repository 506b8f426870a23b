import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { type Hour, hoursOf } from '../local-hours.ts'
import { quarterHour, refreshLock, rollups } from './refresh.ts'
import { type Rollup, recompute } from './rollup.ts'

/** Local dates of the shop, both inclusive; without one the history has no end on that side. */
export interface DateRange {
  from?: Temporal.PlainDate
  to?: Temporal.PlainDate
}

/** Hours a transaction: a refresher waits no longer than these take. */
const hoursPerTransaction = 1_000

/**
 * Computes all rollups anew from the orders, by the refresher's own statements, and gives how many hours that was.
 * Marks stay: what changes meanwhile is refreshed later as ever. Stopped halfway, it has done its part and can run again.
 */
export async function rebuild(
  db: Db,
  range: DateRange = {},
  progress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const { 'shop.timezone': zone } = await readSettings(db)
  const work: { rollup: Rollup; hours: Hour[] }[] = []
  for (const rollup of rollups) work.push({ rollup, hours: await hoursToRebuild(db, rollup, zone, range) })
  const total = work.reduce((sum, { hours }) => sum + hours.length, 0)
  let done = 0
  progress(done, total)
  for (const { rollup, hours } of work)
    for (let from = 0; from < hours.length; from += hoursPerTransaction) {
      const some = hours.slice(from, from + hoursPerTransaction)
      await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (trx) => {
          await sql`select pg_advisory_xact_lock(${refreshLock})`.execute(trx)
          await clear(trx, rollup, some)
          await recompute(trx, rollup, some)
        })
      done += some.length
      progress(done, total)
    }
  return total
}

/** Empties all from the first to the last hour: between them nothing is to be, and a former time zone's may begin anywhere. */
async function clear(trx: Trx, rollup: Rollup, hours: readonly Hour[]): Promise<void> {
  const [first, last] = [hours[0], hours.at(-1)]
  if (first && last)
    await trx.deleteFrom(rollup.table).where('bucket', '>=', first.bucket).where('bucket', '<', last.until).execute()
}

/** The hours in which something happened or which have rows, within the range. */
async function hoursToRebuild(db: Db, rollup: Rollup, zone: string, { from, to }: DateRange): Promise<Hour[]> {
  const start = from?.toZonedDateTime(zone).toInstant() ?? null
  const end = to?.add({ days: 1 }).toZonedDateTime(zone).toInstant() ?? null
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select distinct ${quarterHour('at')} as at
    from (${rollup.moments} union all select bucket from ${sql.table(rollup.table)}) as moments (at)
    where (${start}::timestamptz is null or at >= ${start}) and (${end}::timestamptz is null or at < ${end})`.execute(
    db,
  )
  return hoursOf(
    rows.map(({ at }) => at),
    zone,
  )
}
