import { type Line, sum } from '../orders/lines.ts'
import type { Order } from '../orders/record.ts'
import { planRefund } from '../refunds/plan.ts'
import { demand } from '../result.ts'
import type { SampleOrder } from './history.ts'
import type { PaymentRow, SampleRows, SampleShop } from './shop.ts'

/** Counts the refund on the order and its payments too. */
export function refundRows(
  { number, refund, shippedAt }: SampleOrder,
  order: Order,
  lines: readonly Line[],
  payments: PaymentRow[],
  { requester }: SampleShop,
): SampleRows {
  if (!refund) return {}
  const left = lines.map((line) => ({
    line: line.line,
    sku: line.sku,
    name: line.name,
    nameZh: null,
    goodsLeft: line.unit_price * BigInt(line.quantity) - line.discount,
    shippingLeft: line.shipping,
    piecesLeft: line.quantity,
    shippedLeft: shippedAt ? line.quantity : 0,
  }))
  const captured = payments.filter(({ status }) => status === 'captured')
  const source = {
    order,
    payments: captured.map(({ id, method, at, amount }) => ({ id, method, at, left: amount })),
    lines: left,
    shippingLeft: order.shipping,
    surplusLeft: 0n,
    own: false,
  }
  const amount = (sum(left.map((line) => line.goodsLeft)) * BigInt(refund.percent)) / 100n
  const plan = demand(planRefund(source, refund.percent === 100 ? null : amount))
  order.refunded = plan.amount
  for (const part of plan.parts)
    for (const payment of payments) if (payment.id === part.payment) payment.refunded = part.amount
  const key = { order_number: number, refund_id: 'R1' }
  return {
    refunds: [
      {
        order_number: number,
        id: 'R1',
        state: 'succeeded',
        amount: plan.amount,
        goods: plan.goods,
        shipping: plan.shipping,
        reason: refund.reason,
        restock: false,
        requested_by: requester,
        requested_at: refund.requestedAt,
        decided_at: refund.requestedAt,
        refunded_at: refund.refundedAt,
      },
    ],
    refund_lines: plan.lines.map((line) => ({ ...key, ...line })),
    refund_parts: plan.parts.map((part) => ({
      ...key,
      payment_id: part.payment,
      amount: part.amount,
      state: 'succeeded',
      provider_ref: `sample-${number}-${part.payment}`,
      attempts: 1,
      succeeded_at: refund.refundedAt,
    })),
  }
}
