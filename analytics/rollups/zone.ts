import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/**
 * The first ones counted say in which time zone the rollups are; `followZone` sees to it when that changes. Called before
 * they are counted and not as a part of it: each rollup's first transaction would wait there for the whole of another's.
 */
export async function sayZone(db: Db, zone: string): Promise<void> {
  await sql`
    insert into rollup_zone select ${zone} where not exists (select from rollup_zone) on conflict do nothing`.execute(
    db,
  )
}

/** Whether the rollups are those of a time zone: what they say of days in another is about other stretches of time. */
export async function isRolledUp(db: Db, zone: string): Promise<boolean> {
  const { rows } = await sql`select from rollup_zone where zone <> ${zone}`.execute(db)
  return rows.length === 0
}
