import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { rebuild } from './rebuild.ts'
import type { DateRange } from './rollup.ts'
import { isRolledUp, sayZone } from './zone.ts'

/**
 * Computes all rollups anew where the shop's time zone has become another since they were (their hours and days begin at
 * other moments then), and goes on with a rebuild that was stopped. Gives how many parts that was.
 */
export async function followZone(db: Db): Promise<number> {
  const zone = (await readSettings(db))['shop.timezone']
  await sayZone(db, zone)
  // Where some dates were asked for in the new zone, that is not enough.
  if (!(await isRolledUp(db, zone))) return rebuild(db)
  const stopped = await db.selectFrom('rollup_rebuild').selectAll().where('zone', '=', zone).executeTakeFirst()
  return stopped ? rebuild(db, rangeOf(stopped)) : 0
}

const date = (text: string | null) => (text === null ? undefined : Temporal.PlainDate.from(text))

const rangeOf = (asked: { range_from: string | null; range_to: string | null }): DateRange => ({
  from: date(asked.range_from),
  to: date(asked.range_to),
})
