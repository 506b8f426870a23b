import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { inForce } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { latestSlot } from '../slots.ts'
import type { Feedback } from './feedback.ts'
import { readSettings } from './read.ts'
import { isSettingKey } from './registry.ts'

const MONDAY = 1
const AT = '09:00'

/**
 * Tells every administrator, on Mondays at nine on the shop's clock, what people thought of settings since the last time;
 * nothing where they thought nothing. Each remark is told once, also after downtime. Gives how many were told of.
 */
export async function postFeedback(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const { rows } = await sql`select from setting_feedback where digest is null limit 1`.execute(db)
  if (rows.length === 0) return 0
  const settings = await readSettings(db)
  const slot = latestSlot({ zone: settings['shop.timezone'], time: AT, weekday: MONDAY }, now)
  return db.transaction().execute(async (trx) => {
    const told = await trx
      .updateTable('setting_feedback')
      .set({ digest: slot })
      .where('digest', 'is', null)
      .where('at', '<', slot)
      .returning('id')
      .execute()
    if (told.length === 0) return 0
    const admins = await trx
      .selectFrom('member_roles')
      .innerJoin('members', 'members.id', 'member_roles.member_id')
      .select('members.id')
      .where('role', '=', 'admin')
      .where('members.deactivated_at', 'is', null)
      .where(inForce(now))
      .orderBy('members.id')
      .execute()
    const post = { kind: 'setting.remarks' as const, subject: String(slot), toEach: true }
    for (const { id } of admins) await drawMessage(trx, jobs, { ...post, channel: id })
    return told.length
  })
}

/** What a weekly digest tells: those that are open still first. */
export async function feedbackOfDigest(db: Db, slot: string): Promise<Feedback[]> {
  const rows = await db
    .selectFrom('setting_feedback')
    .selectAll()
    .where('digest', '=', Temporal.Instant.from(slot))
    .orderBy(sql`settled_at is not null`)
    .orderBy('id')
    .execute()
  return rows.flatMap((row) => (isSettingKey(row.key) ? [{ ...row, key: row.key }] : []))
}
