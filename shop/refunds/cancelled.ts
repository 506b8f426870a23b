import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { demand, ok, type Result } from '../result.ts'
import { requestRefund } from './request.ts'

const REASON = 'Order cancelled · 订单已取消'

/**
 * Gives back what was paid for an order that was cancelled before it left, without anybody's approval; does nothing
 * where the order stands or nothing is left to give back. What a refund sets aside that waits for a decision follows
 * when that ends without money (`refundLeftOver`).
 */
export async function refundCancelled(
  trx: Trx,
  jobs: Jobs,
  { number, status, captured, refund_reserved, refunded, cancelled_at }: Order,
): Promise<Result<unknown>> {
  const left = captured - refund_reserved - refunded
  if (status !== 'cancelled' || left <= 0n) return ok(null)
  const asked = {
    order: number,
    member: null,
    reason: REASON,
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
  return requestRefund(trx, jobs, { ...asked, unshipped: true, via: 'storefront' }, at)
}

/** After a refund has ended without money: gives its part back as well where the order was cancelled meanwhile. */
export async function refundLeftOver(trx: Trx, jobs: Jobs, order: string): Promise<void> {
  demand(await refundCancelled(trx, jobs, demand(await lockOrder(trx, order))))
}
