import type { Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { inForce } from '../access/members.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { isVisible } from '../visible.ts'
import { type Approval, type ApprovalState, lockOpen } from './approval.ts'
import { type ApprovalKind, decidingRoles } from './kind.ts'
import { distinctRoles } from './pairing.ts'

/**
 * Adds a member's agreement; the approval is approved once enough agree. Refuses the requester, a member without a role
 * that may decide on the amount, a second agreement of one member, and one by a role that has agreed already. Whatever
 * is decided stays decided.
 */
export async function approve(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  member: Member,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<Approval>> {
  const deciding = await lockForDecision(trx, kind, subject, member, settings)
  if (!deciding.ok) return deciding
  const { approval, roles } = deciding.value
  const { id, decisions, required } = approval
  const own = decisions.find((decision) => decision.member_id === member.id)
  if (own) return refuse('approval.you_approved', { subject, at: String(own.at) })
  const earlier = await Promise.all(decisions.map((decision) => rolesOf(trx, kind, approval, decision, settings, now)))
  const pairing = distinctRoles([...earlier, roles])
  if (!pairing) return refuse('approval.same_role', { subject, role: roles })

  for (const [index, decision] of decisions.entries())
    await trx
      .updateTable('approval_decisions')
      .set({ role: pairing[index] })
      .where('approval_id', '=', id)
      .where('member_id', '=', decision.member_id)
      .execute()
  const role = pairing[decisions.length] ?? ''
  const decision = { approval_id: id, member_id: member.id, role, decision: 'approved', reason: null, at: now }
  await trx.insertInto('approval_decisions').values(decision).execute()
  const after = decisions.length + 1 < required ? approval : await close(trx, approval, 'approved', now)
  return ok({ ...after, decisions: [...decisions, decision] })
}

/** Ends an approval with a no, for a reason. The requester withdraws instead. */
export async function reject(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  member: Member,
  reason: string,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<Approval>> {
  const deciding = await lockForDecision(trx, kind, subject, member, settings)
  if (!deciding.ok) return deciding
  if (!isVisible(reason)) return refuse('approval.reason_needed')
  const { approval, roles } = deciding.value
  const decision = {
    approval_id: approval.id,
    member_id: member.id,
    role: roles[0] ?? '',
    decision: 'rejected',
    reason,
    at: now,
  }
  await trx
    .insertInto('approval_decisions')
    .values(decision)
    // Who had agreed first and rejects now has changed their mind.
    .onConflict((conflict) => conflict.columns(['approval_id', 'member_id']).doUpdateSet(decision))
    .execute()
  return ok({ ...(await close(trx, approval, 'rejected', now)), decisions: [...approval.decisions, decision] })
}

/** Puts the decision off until the requester has answered a question. */
export async function askInfo(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  member: Member,
  question: string,
  settings: Settings,
): Promise<Result<Approval>> {
  const deciding = await lockForDecision(trx, kind, subject, member, settings)
  if (!deciding.ok) return deciding
  if (!isVisible(question)) return refuse('approval.question_needed')
  return ok(await setState(trx, deciding.value.approval, { state: 'info_asked' }))
}

/** Lets the decision go on, with the answer. */
export async function answerInfo(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  answer: string,
): Promise<Result<Approval>> {
  const locked = await lockOpen(trx, kind, subject)
  if (!locked.ok) return locked
  if (locked.value.state !== 'info_asked') return refuse('approval.no_question', { subject })
  if (!isVisible(answer)) return refuse('approval.answer_needed')
  return ok(await setState(trx, locked.value, { state: 'pending' }))
}

/** Takes a request back; only who made it may. */
export async function withdraw(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  member: Member,
  now: Temporal.Instant,
): Promise<Result<Approval>> {
  const locked = await lockOpen(trx, kind, subject)
  if (!locked.ok) return locked
  if (locked.value.requested_by !== member.id) return refuse('approval.not_yours', { subject })
  return ok(await close(trx, locked.value, 'withdrawn', now))
}

/** Ends an approval: nothing is due any more. The caller holds its row. */
export const close = (trx: Trx, approval: Approval, state: ApprovalState, now: Temporal.Instant): Promise<Approval> =>
  setState(trx, approval, { state, decided_at: now, remind_at: null, expire_at: null })

async function setState(
  trx: Trx,
  approval: Approval,
  columns: { state: ApprovalState; decided_at?: Temporal.Instant; remind_at?: null; expire_at?: null },
): Promise<Approval> {
  await trx.updateTable('approvals').set(columns).where('id', '=', approval.id).execute()
  return { ...approval, ...columns }
}

/** The open approval, locked, with the roles by which the member may decide on it. */
async function lockForDecision(
  trx: Trx,
  kind: ApprovalKind,
  subject: string,
  member: Member,
  settings: Settings,
): Promise<Result<{ approval: Approval; roles: string[] }>> {
  const missing = denied(member, kind.permission)
  if (missing) return missing
  const locked = await lockOpen(trx, kind, subject)
  if (!locked.ok) return locked
  const approval = locked.value
  if (approval.requested_by === member.id) return refuse('approval.own_request', { subject })
  if (approval.state === 'info_asked') return refuse('approval.info_awaited', { subject })
  const roles = decidingRoles(kind, member.roles, approval.amount, await departures(trx), settings)
  const currency = settings['shop.currency']
  if (roles.length === 0) return refuse('approval.over_limit', { subject, amount: approval.amount, currency })
  return ok({ approval, roles })
}

/** By which roles one who agreed before may have done so: the one recorded, and those they hold now. */
async function rolesOf(
  trx: Trx,
  kind: ApprovalKind,
  { amount }: Approval,
  { member_id, role }: Approval['decisions'][number],
  settings: Settings,
  now: Temporal.Instant,
): Promise<string[]> {
  const held = await trx
    .selectFrom('member_roles')
    .select('role')
    .where('member_id', '=', member_id)
    .where(inForce(now))
    .execute()
  const today = decidingRoles(
    kind,
    held.map((row) => row.role),
    amount,
    await departures(trx),
    settings,
  )
  return [...new Set([role, ...today])]
}

/** Where admins departed from the shipped rights of roles. */
const departures = (trx: Trx) => trx.selectFrom('role_permissions').selectAll().execute()
