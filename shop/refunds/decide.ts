import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import type { Approval } from '../approvals/approval.ts'
import * as approvals from '../approvals/decide.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { followApproval } from './cancelled.ts'
import { type RefundDetails, refundDetails } from './details.ts'
import { readRefund, refundMeant } from './find.ts'
import { refundApproval } from './policy.ts'
import { refundNumber } from './state.ts'

/** Something a person does about a refund that waits. `refund`: its number, or its order's where only one waits. */
export interface RefundStep {
  refund: string
  member: Member
  via: string
}

interface Decision<S> {
  /** What the audit calls it. */
  action: string
  permission: Permission
  /** What the person says with it, for timeline and audit. */
  text(step: S): string | null | undefined
  decide(trx: Trx, subject: string, step: S, settings: Settings, now: Temporal.Instant): Promise<Result<Approval>>
}

/**
 * Finds the refund, lets its approval decide, and does what follows. Locks are taken in the order approval, order,
 * stock everywhere, so that two decisions wait for each other and never block each other.
 */
const operation =
  <S extends RefundStep>({ action, permission, text, decide }: Decision<S>) =>
  (db: Db, jobs: Jobs, step: S, now: Temporal.Instant): Promise<Result<RefundDetails>> =>
    transact(db, async (trx) => {
      const { member, via } = step
      const missing = denied(member, permission)
      if (missing) return missing
      const scope = scopeOf(member, permission)
      const found = await refundMeant(trx, step.refund, scope)
      if (!found.ok) return found
      const settings = await readSettings(trx)
      const subject = refundNumber(found.value)
      const approval = await decide(trx, subject, step, settings, now)
      if (!approval.ok) return approval
      const order = await lockOrder(trx, found.value.order_number)
      if (!order.ok) return order
      const refund = await readRefund(trx, found.value)
      const reason = text(step) ?? null
      const by = { member: member.id, text: reason }
      const state = await followApproval(trx, jobs, refund, approval.value, by, now)
      const change = { before: { state: refund.state }, after: { state } }
      await audit(trx, { member: member.id, action, subject, ...change, reason, via }, now)
      return ok(await refundDetails(trx, settings, refund, now, scope))
    })

/** Agrees to a refund; once enough have, it is on its way. A click that comes again is told what was decided. */
export const approveRefund = operation<RefundStep>({
  action: 'refund.approved',
  permission: 'refund.approve',
  text: () => null,
  decide: (trx, subject, { member }, settings, now) =>
    approvals.approve(trx, refundApproval, subject, member, settings, now),
})

/** Refuses a refund for a reason; its money is free again. */
export const rejectRefund = operation<RefundStep & { reason: string }>({
  action: 'refund.rejected',
  permission: 'refund.approve',
  text: ({ reason }) => reason,
  decide: (trx, subject, { member, reason }, settings, now) =>
    approvals.reject(trx, refundApproval, subject, member, reason, settings, now),
})

/** Asks the requester something before deciding. */
export const askRefundInfo = operation<RefundStep & { question: string }>({
  action: 'refund.info_asked',
  permission: 'refund.approve',
  text: ({ question }) => question,
  decide: (trx, subject, { member, question }, settings) =>
    approvals.askInfo(trx, refundApproval, subject, member, question, settings),
})

/** Answers what was asked; whoever may request refunds can. */
export const answerRefundInfo = operation<RefundStep & { answer: string }>({
  action: 'refund.info_given',
  permission: 'refund.request',
  text: ({ answer }) => answer,
  decide: (trx, subject, { answer }) => approvals.answerInfo(trx, refundApproval, subject, answer),
})

/** Takes one's own request back. */
export const withdrawRefund = operation<RefundStep & { reason?: string | null }>({
  action: 'refund.withdrawn',
  permission: 'refund.request',
  text: ({ reason }) => reason,
  decide: (trx, subject, { member }, _, now) => approvals.withdraw(trx, refundApproval, subject, member, now),
})
