import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { macOf, type Sealable } from './mac.ts'

const MOST_A_BATCH = 2_000

/** Names the sealers' lock among the database's advisory locks. */
const sealLock = sql<boolean>`pg_try_advisory_xact_lock(hashtextextended('audit.seal', 0))`

/** The columns of `audit_log` that a mac is over. Instants in UTC to the microsecond, whatever the connection's zone. */
export const sealable = sql`id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at, member_id,
  action, subject, before::text, after::text, reason, via`

/**
 * Puts the entries that were written since into the chain, with the newest key, and gives how many. Those who write never wait:
 * an entry committed late takes a later place. Of several processes one seals.
 */
export async function sealAudit(db: Db, [key = '']: readonly string[]): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await sealBatch(db, key)
    sealed += count
    if (count < MOST_A_BATCH) return sealed
  }
}

async function sealBatch(db: Db, key: string): Promise<number> {
  const waiting = await sql`select from audit_log where place is null limit 1`.execute(db)
  if (waiting.rows.length === 0) return 0
  return db.transaction().execute(async (trx) => {
    const lock = await sql<{ taken: boolean }>`select ${sealLock} as taken`.execute(trx)
    if (!lock.rows[0]?.taken) return 0
    const last = await sql<{ place: bigint; mac: string }>`
      select place, mac from audit_log where place is not null order by place desc limit 1`.execute(trx)
    const { rows } = await sql<Sealable>`
      select ${sealable} from audit_log where place is null order by audit_log.id limit ${MOST_A_BATCH}`.execute(trx)
    let { place, mac } = last.rows[0] ?? { place: 0n, mac: '' }
    const places: { id: string; place: string; mac: string }[] = []
    for (const entry of rows) {
      place += 1n
      mac = macOf(key, mac, place, entry)
      places.push({ id: entry.id, place: String(place), mac })
    }
    await sql`
      update audit_log set place = sealed.place, mac = sealed.mac
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as sealed (id bigint, place bigint, mac text)
      where audit_log.id = sealed.id`.execute(trx)
    return rows.length
  })
}
