import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import type { ApprovalKind } from './kind.ts'

export type ApprovalState = 'pending' | 'info_asked' | 'approved' | 'rejected' | 'expired' | 'withdrawn' | 'outdated'

export interface Approval extends Selectable<Tables['approvals']> {
  /** The decisions so far, oldest first. */
  readonly decisions: readonly Selectable<Tables['approval_decisions']>[]
}

/** Opens the approval of something (`subject`), decided at once where the policy asks for nobody. */
export async function openApproval(
  trx: Trx,
  kind: ApprovalKind,
  asked: {
    subject: string
    amount: bigint
    /** Null: the customer, or the program itself. */
    member: string | null
    /** Nobody has to agree, whatever the amount. */
    automatic?: boolean
    remindAfterHours: number
    expireAfterHours: number
  },
  settings: Settings,
  now: Temporal.Instant,
): Promise<Approval> {
  const { subject, amount, member } = asked
  const required = asked.automatic ? 0 : kind.required(amount, settings)
  const open = {
    state: 'pending',
    remind_at: now.add({ hours: asked.remindAfterHours }),
    expire_at: now.add({ hours: asked.expireAfterHours }),
  }
  const row = await trx
    .insertInto('approvals')
    .values({
      kind: kind.name,
      subject,
      required,
      amount,
      requested_by: member,
      requested_at: now,
      ...(required === 0 ? { state: 'approved', decided_at: now } : open),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...row, decisions: [] }
}

/** The approval of a subject with its decisions, or null. */
export async function approvalOf(db: Db, kind: ApprovalKind, subject: string): Promise<Approval | null> {
  const row = await db
    .selectFrom('approvals')
    .selectAll()
    .where('kind', '=', kind.name)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row ? { ...row, decisions: await decisionsOf(db, row.id) } : null
}

/** The same, locked and still open. Refuses one that is decided, and says by whom and when. */
export async function lockOpen(trx: Trx, kind: ApprovalKind, subject: string): Promise<Result<Approval>> {
  const row = await trx
    .selectFrom('approvals')
    .selectAll()
    .where('kind', '=', kind.name)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('approval.unknown', { subject })
  const approval = { ...row, decisions: await decisionsOf(trx, row.id) }
  return isOpen(approval) ? ok(approval) : decided(approval)
}

export const isOpen = ({ state }: { state: string }): boolean => state === 'pending' || state === 'info_asked'

/** What was decided, by whom (a member's id) and when (an ISO instant), as a refusal to decide again. */
function decided({ subject, state, decided_at, decisions }: Approval): Refusal {
  const last = decisions.at(-1)
  const values = { subject, at: String(decided_at), member: last?.member_id ?? '', reason: last?.reason ?? '' }
  if (state === 'approved') return refuse(last ? 'approval.already_approved' : 'approval.automatic', values)
  if (state === 'rejected') return refuse('approval.already_rejected', values)
  if (state === 'outdated') return refuse('approval.already_outdated', values)
  return refuse(state === 'expired' ? 'approval.already_expired' : 'approval.already_withdrawn', values)
}

const decisionsOf = (db: Db, approval: bigint) =>
  db
    .selectFrom('approval_decisions')
    .selectAll()
    .where('approval_id', '=', approval)
    .orderBy('at')
    .orderBy('member_id')
    .execute()
