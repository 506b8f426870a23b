import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Order } from '../orders/record.ts'
import { requestRefund } from '../refunds/request.ts'
import { ok, type Result } from '../result.ts'

const REASON = 'Order cancelled · 订单已取消'

/**
 * Gives back what was paid for an order that was cancelled before it left, without anybody's approval; does nothing
 * where the order stands or nothing is left to give back.
 */
export async function refundCancelled(
  trx: Trx,
  jobs: Jobs,
  { number, status, captured, refund_reserved, refunded, cancelled_at }: Order,
): Promise<Result<unknown>> {
  const left = captured - refund_reserved - refunded
  if (status !== 'cancelled' || left <= 0n) return ok(null)
  const asked = { order: number, member: null, reason: REASON, restock: false, key: `cancelled:${captured}` }
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
