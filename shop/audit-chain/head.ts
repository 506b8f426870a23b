import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { readSettings } from '../settings/read.ts'
import { latestSlot } from '../slots.ts'

/** How far the chain had come when a day began. */
export interface AuditHead {
  readonly slot: Temporal.Instant
  readonly place: bigint
  readonly mac: string
}

/**
 * Has the head of the chain posted to the operations channel as a day begins on the shop's clock, once, and only where entries
 * came since the last: from outside the database it shows a chain that was cut or written anew as a whole.
 */
export async function postHead(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const { 'shop.timezone': zone } = await readSettings(db)
  const slot = latestSlot({ zone, time: '00:00' }, now)
  const { rows } = await sql<{ place: bigint; mac: string }>`
    select place, mac from audit_log where place is not null
      and not exists (select from audit_heads where slot >= ${slot})
      and (select min(at) from audit_log where place = 1) < ${slot}
    order by place desc limit 1`.execute(db)
  const [head] = rows
  if (!head) return
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      insert into audit_heads (slot, place, mac) select ${slot}, ${head.place}, ${head.mac}
      where not exists (select from audit_heads where place >= ${head.place})
      on conflict do nothing returning slot`.execute(trx)
    if (rows.length > 0)
      await drawMessage(trx, jobs, { kind: 'audit.head', subject: String(slot), channel: 'channel.operations' })
  })
}

/** The head of a day; null where there is none. */
export const auditHead = async (db: Db, slot: string): Promise<AuditHead | null> =>
  (await db.selectFrom('audit_heads').selectAll().where('slot', '=', Temporal.Instant.from(slot)).executeTakeFirst()) ??
  null
