import { sql } from 'kysely'
import type { Db } from './tables/index.ts'
import { isUnreachable } from './unreachable.ts'

const replicas = new WeakMap<Db, Db>()

/** Has what only looks at much of a database ask a replica of it. */
export const readElsewhere = (db: Db, replica: Db): void => void replicas.set(db, replica)

/** What a replica answers whose reading was in the way of what it has to follow. */
const IN_THE_WAY = '40001'

/** Looks at much of a database: in its replica, or in itself where it has none or that one is away or gives up. */
export async function askReplica<T>(db: Db, ask: (source: Db) => Promise<T>): Promise<T> {
  const replica = replicas.get(db)
  if (!replica) return ask(db)
  try {
    return await ask(replica)
  } catch (error) {
    if (isUnreachable(error) || (error instanceof Error && 'code' in error && error.code === IN_THE_WAY)) return ask(db)
    throw error
  }
}

/** Whether this is a database of which a replica is to be asked. */
export const hasReplica = (db: Db): boolean => replicas.has(db)

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
