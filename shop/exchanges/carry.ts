import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import type { Jobs } from '../jobs.ts'
import { markOrders } from '../marks.ts'
import { redrawMessages } from '../messages.ts'
import { capturePayment } from '../orders/pay.ts'
import { lockOrder, type Order, record, updateOrder } from '../orders/record.ts'
import { countMoney } from '../refunds/counters.ts'
import { readRefund } from '../refunds/find.ts'
import { freeParts, partsOf } from '../refunds/parts.ts'
import type { Refundable } from '../refunds/plan.ts'
import { GOODS_EXCHANGED } from '../refunds/reason.ts'
import { reserveRefund } from '../refunds/reserve.ts'
import { type LineShare, planShares } from '../refunds/shares.ts'
import { changeRefund, type Refund } from '../refunds/state.ts'
import { demand } from '../result.ts'
import { noticeSubject } from '../returns/find.ts'
import { carriedKey, EXCHANGE } from './method.ts'

/**
 * Pays an exchange's order with what the goods sent back are worth: the money is set aside on the order that it came in by,
 * as a refund that reaches no provider, and counts as payments of the other. Both orders are locked. Gives the refund's id.
 */
export async function carryOver(
  trx: Trx,
  { source, shares, to, request, member }: Carrying,
  now: Temporal.Instant,
): Promise<string> {
  const { number } = source.order
  const plan = demand(planShares(source, shares))
  const parts = plan.parts.map((part) => ({ ...part, method: EXCHANGE }))
  const made = { reason: GOODS_EXCHANGED, restock: false, key: carriedKey(request), member }
  const refund = await reserveRefund(trx, made, number, { ...plan, parts }, now, 'approved')
  await record(trx, number, [{ kind: 'refund_set_aside', member: member.id, data: carriedData(refund, to) }], now)
  for (const { payment, amount } of parts) {
    const id = `${EXCHANGE}:${payment}`
    demand(await capturePayment(trx, { order: to, payment: id, method: EXCHANGE, amount }, now))
    await trx
      .updateTable('payments')
      .set({ from_order: number, from_payment: payment })
      .where('order_number', '=', to)
      .where('id', '=', id)
      .execute()
  }
  return refund.id
}

interface Carrying {
  source: Refundable
  shares: readonly LineShare[]
  /** The order that is paid by it. */
  to: string
  /** The id of the exchange. */
  request: string
  member: Member
}

const carriedData = ({ id, amount }: Refund, order: string) => ({ refund: id, amount: String(amount), order })

/** The goods sent back are good: what was carried over has left the order that it came in by. */
export async function keepCarried(
  trx: Trx,
  jobs: Jobs,
  refund: Refund,
  to: string,
  now: Temporal.Instant,
): Promise<void> {
  const { order_number: order, id } = refund
  const parts = await partsOf(trx, refund)
  await trx
    .updateTable('refund_parts')
    .set({ state: 'succeeded', provider_ref: to, succeeded_at: now })
    .where('order_number', '=', order)
    .where('refund_id', '=', id)
    .execute()
  await countMoney(
    trx,
    order,
    'pay',
    parts.map((part) => ({ payment: part.payment_id, amount: part.amount })),
  )
  const event = { kind: 'refund_carried', data: carriedData(refund, to) } as const
  await changeRefund(trx, jobs, refund, 'succeeded', { event, refunded_at: now }, now)
}

/**
 * Takes back what was carried over to an exchange's order (locked by the caller) whose exchange is not through: that order
 * ends. Does nothing for any other order.
 */
export async function carryBack(trx: Trx, jobs: Jobs, order: Order, now: Temporal.Instant): Promise<void> {
  const { number, exchange_of: origin } = order
  if (origin === null) return
  demand(await lockOrder(trx, origin))
  const asked = await trx
    .selectFrom('returns')
    .select(['id', 'refund_id'])
    .where('order_number', '=', origin)
    .where('exchange_order', '=', number)
    .where('state', 'in', ['approved', 'received'])
    .executeTakeFirst()
  if (!asked) return
  // Marked while they stand: afterwards nobody knows which hours they were of.
  await markOrders(trx, [number])
  const gone = await trx
    .deleteFrom('payments')
    .where('order_number', '=', number)
    .where('from_order', 'is not', null)
    .returning('amount')
    .execute()
  const amount = gone.reduce((sum, payment) => sum + payment.amount, 0n)
  await updateOrder(trx, number, { captured: order.captured - amount })
  if (asked.refund_id !== null) {
    const refund = await readRefund(trx, { order_number: origin, id: asked.refund_id })
    await freeParts(trx, refund)
    const event = { kind: 'refund_not_carried', data: carriedData(refund, number) } as const
    await changeRefund(trx, jobs, refund, 'withdrawn', { event, decided_at: now }, now)
  }
  await trx
    .updateTable('returns')
    .set({ refund_id: null, credit: null })
    .where('order_number', '=', origin)
    .where('id', '=', asked.id)
    .execute()
  await redrawMessages(trx, jobs, 'return.notice', noticeSubject(origin, asked.id))
}
