import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder } from '../orders/record.ts'
import { readMethods } from '../payments/methods.ts'
import { readRefund } from '../refunds/find.ts'
import { GOODS_EXCHANGED } from '../refunds/reason.ts'
import { readRefundable } from '../refunds/refundable.ts'
import { requestRefund } from '../refunds/request.ts'
import { amountOfShares, capShares } from '../refunds/shares.ts'
import { demand, ok, type Result } from '../result.ts'
import type { ReturnStep } from '../returns/decide.ts'
import type { ReturnRow } from '../returns/find.ts'
import { keepCarried } from './carry.ts'

/**
 * Puts an exchange through whose goods have come back good: what was carried over stays, and what they were worth above the
 * other goods is asked for as a refund. Gives the id of the refund that money goes back by, or of what was carried.
 */
export async function settleExchange(
  trx: Trx,
  jobs: Jobs,
  row: ReturnRow,
  { member, via }: ReturnStep,
  now: Temporal.Instant,
): Promise<Result<string | null>> {
  const { order_number: order, id, refund_id, exchange_order, credit } = row
  const carried = refund_id === null ? null : await readRefund(trx, { order_number: order, id: refund_id })
  if (carried) await keepCarried(trx, jobs, carried, exchange_order ?? '', now)
  const excess = (credit ?? 0n) - (carried?.amount ?? 0n)
  if (excess <= 0n) return ok(refund_id)
  const back = await trx
    .selectFrom('return_lines')
    .select('line')
    .where('order_number', '=', order)
    .where('return_id', '=', id)
    .execute()
  const source = await readRefundable(trx, demand(await lockOrder(trx, order)), null, await readMethods(trx))
  // Its pieces count where the money was carried over.
  const all = source.lines
    .filter(({ line }) => back.some((one) => one.line === line))
    .map(({ line, goodsLeft, shippingLeft }) => ({ line, quantity: 0, goods: goodsLeft, shipping: shippingLeft }))
  const shares = capShares(all, excess)
  if (amountOfShares(shares) === 0n) return ok(refund_id)
  const asked = { order, shares, reason: GOODS_EXCHANGED, restock: false, key: `return:${id}`, member, via }
  const refund = await requestRefund(trx, jobs, asked, now)
  return refund.ok ? ok(refund.value.refund.id) : refund
}
