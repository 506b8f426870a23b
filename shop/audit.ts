import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from './pages.ts'

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

/** An entry as it is kept. */
export type Audited = Selectable<Tables['audit_log']>

/** What was done of one kind (`product` for `product.listed`), newest first; to one subject alone where it is named. */
export const auditTrail = (
  db: Db,
  kind: string,
  subject: string | null,
  request: PageRequest,
): Promise<Page<Audited>> =>
  pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', 'like', `${kind}.%`)
      .$if(subject !== null, (query) => query.where('subject', '=', subject))
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
