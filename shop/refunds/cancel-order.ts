import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { cancelOrder, whyNotCancel } from '../orders/cancel.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { lockOrder, type Order } from '../orders/record.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { refundCancelled } from './cancelled.ts'
import type { RefundDetails } from './details.ts'
import { previewRefund, type RefundPreview } from './request.ts'

/** What cancelling an order would do: nothing is written. */
export interface CancelPreview {
  order: string
  pieces: number
  /** What is left of what was paid, in minor units of the order's currency. */
  left: bigint
  /** What would go back, and who would have to agree; null where there is nothing to give back. */
  refund: RefundPreview | null
}

/** What became of an order that a person cancelled, and of its money. */
export interface CancelledOrder {
  order: string
  refund: RefundDetails | null
}

/**
 * What cancelling an order would do. Refuses an unknown order, one that has left or is cancelled already, and who may not
 * cancel, or not ask for the refund that follows.
 */
export async function previewCancel(
  db: Db,
  settings: Settings,
  { order: text, member }: { order: string; member: Member },
  now: Temporal.Instant,
): Promise<Result<CancelPreview>> {
  const number = await orderMeant(db, text, member)
  if (!number.ok) return number
  const order = await db.selectFrom('orders').selectAll().where('number', '=', number.value).executeTakeFirstOrThrow()
  const refusal = await whyNot(db, order)
  if (refusal) return refusal
  const items = await db.selectFrom('order_items').select('quantity').where('order_number', '=', order.number).execute()
  const left = leftOf(order)
  const previewed = left > 0n ? await previewRefund(db, settings, { order: order.number, member }, now) : ok(null)
  // Money that an exchange carried over goes back to where it came from.
  const refund = !previewed.ok && previewed.code === 'refund.nothing_left' ? ok(null) : previewed
  if (!refund.ok) return refund
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0)
  return ok({ order: order.number, pieces, left, refund: refund.value })
}

/**
 * Cancels an order that has not left, and asks for what was paid to go back, for which people have to agree as for any
 * refund. Refuses as `previewCancel` does, and where more or less is left to give back than was `shown`.
 */
export function cancelAndRefund(
  db: Db,
  jobs: Jobs,
  asked: { order: string; shown: bigint; member: Member; reason: string | null; via: string },
  now: Temporal.Instant,
): Promise<Result<CancelledOrder>> {
  return transact(db, async (trx) => {
    const { member, reason, via } = asked
    const number = await orderMeant(trx, asked.order, member)
    if (!number.ok) return number
    const locked = await lockOrder(trx, number.value)
    if (!locked.ok) return locked
    const refusal = await whyNot(trx, locked.value)
    if (refusal) return refusal
    if (leftOf(locked.value) !== asked.shown) return refuse('order.money_changed', { number: number.value })
    const cancelled = await cancelOrder(trx, jobs, { order: number.value, member, reason, via }, now)
    if (!cancelled.ok) return cancelled
    const refund = await refundCancelled(trx, jobs, cancelled.value, { member, via, because: reason, automatic: false })
    return refund.ok ? ok({ order: number.value, refund: refund.value }) : refund
  })
}

const leftOf = ({ captured, refunded, refund_reserved }: Order): bigint => captured - refunded - refund_reserved

async function orderMeant(db: Db, text: string, member: Member): Promise<Result<string>> {
  const missing = denied(member, 'order.process')
  if (missing) return missing
  const number = await orderNumbered(db, text, null)
  return number ? ok(number) : unknownOrder(db, text, null)
}

/** Why a person cannot cancel an order, and what they can do instead. */
async function whyNot(db: Db, order: Order): Promise<Refusal | null> {
  const { number, status } = order
  if (status === 'cancelled') return refuse('order.already_cancelled', { number })
  const refusal = await whyNotCancel(db, order)
  return (
    refusal &&
    refuse('order.too_late_to_cancel', {
      number,
      status,
      partly: refusal.code === 'order.partly_shipped' ? 'yes' : 'no',
    })
  )
}
