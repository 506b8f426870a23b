import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { rebuild } from './rebuild.ts'

/**
 * Computes all rollups anew where the shop's time zone has become another since they were: their hours and days begin at
 * other moments then. Gives how many hours that was. One at a time; stopped halfway, the next one begins again.
 */
export async function followZone(db: Db): Promise<number> {
  const zone = (await readSettings(db))['shop.timezone']
  const kept = await db.selectFrom('rollup_zone').select('zone').executeTakeFirst()
  if (kept?.zone === zone) return 0
  const hours = kept ? await rebuild(db) : 0
  await sql`with gone as (delete from rollup_zone where zone <> ${zone})
    insert into rollup_zone values (${zone}) on conflict do nothing`.execute(db)
  return hours
}
