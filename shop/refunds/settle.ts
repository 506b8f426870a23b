import type { Trx } from '../../db/tables/index.ts'
import type { Approval } from '../approvals/approval.ts'
import type { Jobs } from '../jobs.ts'
import { redrawMessages } from '../messages.ts'
import { type EventKind, record } from '../orders/record.ts'
import { endRefundedOrder } from './ends-order.ts'
import { freeParts, queueParts } from './parts.ts'
import { changeRefund, isOver, type Refund, type RefundState, refundNumber } from './state.ts'

const events: Partial<Record<RefundState, EventKind>> = {
  requested: 'refund_info_given',
  info_asked: 'refund_info_asked',
  approved: 'refund_approved',
  rejected: 'refund_rejected',
  expired: 'refund_expired',
  withdrawn: 'refund_withdrawn',
}

/**
 * Brings a refund (of a locked order) to where its approval is: approved, it is queued for its payment providers, and an
 * order of which nothing has left ends where all its money goes back; ended otherwise, its money is free again. `by` null: nobody decided. Gives the refund's state.
 */
export async function settleApproval(
  trx: Trx,
  jobs: Jobs,
  refund: Refund,
  approval: Approval,
  by: { member: string; text: string | null } | null,
  now: Temporal.Instant,
): Promise<RefundState> {
  const to = (approval.state === 'pending' ? 'requested' : approval.state) as RefundState
  const data = { refund: refund.id, ...(by?.text && { text: by.text }) }
  if (to !== refund.state) {
    const event = { kind: events[to] ?? 'refund_requested', member: by?.member, data }
    const ended = to === 'requested' || to === 'info_asked' ? {} : { decided_at: now }
    await changeRefund(trx, jobs, refund, to, { event, ...ended }, now)
  } else if (by) {
    await record(trx, refund.order_number, [{ kind: 'refund_first_approval', member: by.member, data }], now)
    await redrawMessages(trx, jobs, 'refund.prompt', refundNumber(refund))
  }
  if (to === 'approved') {
    await queueParts(trx, jobs, refund)
    // What the storefront tells may come before what happened earlier: where nobody decided, the order ends later (`endRefunded`).
    if (by || refund.requested_by) await endRefundedOrder(trx, jobs, refund.order_number, now)
  }
  if (isOver(to)) await freeParts(trx, refund)
  return to
}
