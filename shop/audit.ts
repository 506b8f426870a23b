import type { Trx } from '../db/tables/index.ts'

/** One thing a person did. `member` null: the program itself. `via`: the command, button or event it came by. */
export interface AuditEntry {
  member: string | null
  action: string
  subject: string
  before?: unknown
  after?: unknown
  reason?: string | null
  via: string
}

/** Money in an entry is written as text: JSON has no bigint. */
const asJson = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))

/** Writes an entry in the transaction of the change that it tells of, and gives its id. */
export async function audit(trx: Trx, entry: AuditEntry, now: Temporal.Instant): Promise<bigint> {
  const { member, action, subject, before, after, reason, via } = entry
  const { id } = await trx
    .insertInto('audit_log')
    .values({
      at: now,
      member_id: member,
      action,
      subject,
      before: asJson(before),
      after: asJson(after),
      reason: reason ?? null,
      via,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
