import type { Trx } from '../../db/tables/index.ts'
import type { Approval } from '../approvals/approval.ts'
import type { Jobs } from '../jobs.ts'
import type { Acting } from '../orders/cancel.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { demand, ok, type Result } from '../result.ts'
import type { RefundDetails } from './details.ts'
import { orderCancelled } from './reason.ts'
import { requestRefund } from './request.ts'
import { settleApproval } from './settle.ts'
import { isOver, type Refund, type RefundState } from './state.ts'

const byCustomer = { member: null, via: 'storefront', automatic: true } as const

/**
 * Gives back what was paid for an order that was cancelled before it left; does nothing where the order stands or nothing
 * is left to give back. `automatic`: without anybody's approval, as where the customer cancelled. What a refund sets aside that waits for a decision follows
 * when that ends without money (`followApproval`).
 */
export async function refundCancelled(
  trx: Trx,
  jobs: Jobs,
  { number, status, captured, refund_reserved, refunded, cancelled_at }: Order,
  { automatic, because = null, ...by }: Acting & { automatic: boolean; because?: string | null } = byCustomer,
): Promise<Result<RefundDetails | null>> {
  const left = captured - refund_reserved - refunded
  if (status !== 'cancelled' || left <= 0n) return ok(null)
  const asked = {
    order: number,
    reason: orderCancelled(because),
    restock: false,
    key: `cancelled:${captured}${captured > left ? `-${captured - left}` : ''}`,
  }
  const { latest } = await trx
    .selectFrom('payments')
    .select(({ fn }) => fn.max('at').as('latest'))
    .where('order_number', '=', number)
    .where('status', '=', 'captured')
    .executeTakeFirstOrThrow()
  // Whichever of the two is told first, the money goes back from when both were so.
  const at = cancelled_at && Temporal.Instant.compare(cancelled_at, latest) > 0 ? cancelled_at : latest
  return requestRefund(trx, jobs, { ...asked, ...by, unshipped: automatic }, at)
}

/**
 * Brings a refund to where its approval is (`settleApproval`). Where it ends without money and the order was cancelled
 * meanwhile, its part goes back as well.
 */
export async function followApproval(
  trx: Trx,
  jobs: Jobs,
  refund: Refund,
  approval: Approval,
  by: Parameters<typeof settleApproval>[4],
  now: Temporal.Instant,
): Promise<RefundState> {
  const state = await settleApproval(trx, jobs, refund, approval, by, now)
  if (isOver(state)) {
    const automatic = !(await cancelledByMember(trx, refund.order_number))
    const order = demand(await lockOrder(trx, refund.order_number))
    demand(await refundCancelled(trx, jobs, order, { ...byCustomer, automatic }))
  }
  return state
}

/** Who cancels an order instead of waiting for approvers must not have its money go back without them. */
const cancelledByMember = (trx: Trx, order: string) =>
  trx
    .selectFrom('order_events')
    .select('seq')
    .where('order_number', '=', order)
    .where('kind', '=', 'cancelled')
    .where('member_id', 'is not', null)
    .executeTakeFirst()
