import { sql } from 'kysely'
import type { Db } from './tables/index.ts'

const replicas = new WeakMap<Db, Db>()

/** Has what only looks at much of a database ask a replica of it. */
export const readElsewhere = (db: Db, replica: Db): void => void replicas.set(db, replica)

/** Where to look at much of a database: its replica, or itself. */
export const replicaOf = (db: Db): Db => replicas.get(db) ?? db

/**
 * By how many seconds a database's replica is behind what the database has by now; 0 where it has all of it, null where
 * there is no replica. A replica that hears nothing any more is behind by the time since it last heard.
 */
export async function secondsBehind(db: Db): Promise<number | null> {
  const replica = replicas.get(db)
  if (!replica) return null
  const { rows: now } = await sql<{ position: string }>`select pg_current_wal_lsn() as position`.execute(db)
  const { rows } = await sql<{ behind: number | null }>`
    select case when pg_is_in_recovery() and pg_last_wal_replay_lsn() < ${now[0]?.position}::pg_lsn
      then greatest(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0)::float8 else 0 end as behind`.execute(
    replica,
  )
  return rows[0]?.behind ?? 0
}
