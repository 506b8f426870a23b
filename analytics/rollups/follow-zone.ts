import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { rebuild } from './rebuild.ts'

/**
 * Computes all rollups anew where the shop's time zone has become another since they were (their hours and days begin at
 * other moments then), and goes on with a rebuild that was stopped. Gives how many parts that was.
 */
export async function followZone(db: Db): Promise<number> {
  const zone = (await readSettings(db))['shop.timezone']
  const kept = await db.selectFrom('rollup_zone').select('zone').executeTakeFirst()
  const stopped = await db.selectFrom('rollup_rebuild').selectAll().where('zone', '=', zone).executeTakeFirst()
  if (kept?.zone === zone && !stopped) return 0
  const date = (text: string | null | undefined) => (text ? Temporal.PlainDate.from(text) : undefined)
  const parts =
    kept || stopped ? await rebuild(db, { from: date(stopped?.range_from), to: date(stopped?.range_to) }) : 0
  await sql`with gone as (delete from rollup_zone where zone <> ${zone})
    insert into rollup_zone values (${zone}) on conflict do nothing`.execute(db)
  return parts
}
