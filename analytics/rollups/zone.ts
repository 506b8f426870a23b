import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/** What `rollup_zone` says of rollups with buckets of several time zones: that they are of none. */
const NONE = ''

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

/**
 * Called by who is about to compute buckets of a time zone, in the same transaction: where the rollups are of another one,
 * they are of none from then on, and no rebuild in another goes on. So one that changes and changes back is not believed.
 */
export async function leaveOtherZones(db: Db, zone: string): Promise<void> {
  const { rows } = await sql`
    select from rollup_zone where zone not in (${NONE}, ${zone})
    union all select from rollup_rebuild where zone <> ${zone}`.execute(db)
  if (rows.length === 0) return
  await sql`delete from rollup_rebuild where zone <> ${zone}`.execute(db)
  await changeZone(db, NONE)
}

/** All rollups are of this time zone. */
export async function changeZone(db: Db, zone: string): Promise<void> {
  await sql`with gone as (delete from rollup_zone where zone <> ${zone})
    insert into rollup_zone values (${zone}) on conflict do nothing`.execute(db)
}

/** Whether the rollups are those of a time zone: what they say of days in another is about other stretches of time. */
export async function isRolledUp(db: Db, zone: string): Promise<boolean> {
  const { rows } = await sql`select from rollup_zone where zone <> ${zone}`.execute(db)
  return rows.length === 0
}
