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
import { type RefundDetails, refundDetails } from './details.ts'
import { readRefund, refundMeant } from './find.ts'
import { refundApproval } from './policy.ts'
import { settleApproval } from './settle.ts'
import { refundNumber } from './state.ts'

/** Something a person does about a refund that waits. `refund`: its number, or its order's where only one waits. */
export interface RefundStep {
  refund: string
  member: Member
  via: string
}

type Outcome = Promise<Result<RefundDetails>>

/** Agrees to a refund; once enough have, it is on its way. A click that comes again is told what was decided. */
export const approveRefund = (db: Db, jobs: Jobs, step: RefundStep, now: Temporal.Instant): Outcome =>
  decide(
    db,
    jobs,
    step,
    { action: 'refund.approved', permission: 'refund.approve', text: null },
    now,
    (trx, subject, settings) => approvals.approve(trx, refundApproval, subject, step.member, settings, now),
  )

/** Refuses a refund for a reason; its money is free again. */
export const rejectRefund = (
  db: Db,
  jobs: Jobs,
  step: RefundStep & { reason: string },
  now: Temporal.Instant,
): Outcome =>
  decide(
    db,
    jobs,
    step,
    { action: 'refund.rejected', permission: 'refund.approve', text: step.reason },
    now,
    (trx, subject, settings) => approvals.reject(trx, refundApproval, subject, step.member, step.reason, settings, now),
  )

/** Asks the requester something before deciding. */
export const askRefundInfo = (
  db: Db,
  jobs: Jobs,
  step: RefundStep & { question: string },
  now: Temporal.Instant,
): Outcome =>
  decide(
    db,
    jobs,
    step,
    { action: 'refund.info_asked', permission: 'refund.approve', text: step.question },
    now,
    (trx, subject, settings) => approvals.askInfo(trx, refundApproval, subject, step.member, step.question, settings),
  )

/** Answers what was asked; whoever may request refunds can. */
export const answerRefundInfo = (
  db: Db,
  jobs: Jobs,
  step: RefundStep & { answer: string },
  now: Temporal.Instant,
): Outcome =>
  decide(
    db,
    jobs,
    step,
    { action: 'refund.info_given', permission: 'refund.request', text: step.answer },
    now,
    (trx, subject) => approvals.answerInfo(trx, refundApproval, subject, step.answer),
  )

/** Takes one's own request back. */
export const withdrawRefund = (
  db: Db,
  jobs: Jobs,
  step: RefundStep & { reason?: string | null },
  now: Temporal.Instant,
): Outcome =>
  decide(
    db,
    jobs,
    step,
    { action: 'refund.withdrawn', permission: 'refund.request', text: step.reason ?? null },
    now,
    (trx, subject) => approvals.withdraw(trx, refundApproval, subject, step.member, now),
  )

/**
 * Finds the refund, lets its approval decide, and does what follows. Locks are taken in the order approval, order,
 * stock everywhere, so that two decisions wait for each other and never block each other.
 */
function decide(
  db: Db,
  jobs: Jobs,
  { refund: text, member, via }: RefundStep,
  step: { action: string; permission: Permission; text: string | null },
  now: Temporal.Instant,
  decision: (trx: Trx, subject: string, settings: Settings) => Promise<Result<Approval>>,
): Outcome {
  return transact(db, async (trx) => {
    const missing = denied(member, step.permission)
    if (missing) return missing
    const found = await refundMeant(trx, text, scopeOf(member, step.permission))
    if (!found.ok) return found
    const settings = await readSettings(trx)
    const subject = refundNumber(found.value)
    const approval = await decision(trx, subject, settings)
    if (!approval.ok) return approval
    const order = await lockOrder(trx, found.value.order_number)
    if (!order.ok) return order
    const refund = await readRefund(trx, found.value)
    const state = await settleApproval(trx, jobs, refund, approval.value, { member: member.id, text: step.text }, now)
    const change = { before: { state: refund.state }, after: { state } }
    await audit(trx, { member: member.id, action: step.action, subject, ...change, reason: step.text, via }, now)
    return ok(await refundDetails(trx, settings, refund))
  })
}
