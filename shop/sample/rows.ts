import type { Insertable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import { type Line, spread, sum } from '../orders/lines.ts'
import type { EventKind, Order } from '../orders/record.ts'
import type { OrderStatus } from '../orders/status.ts'
import type { SampleOrder } from './history.ts'
import { refundRows } from './refund-rows.ts'
import type { PaymentRow, SampleRows, SampleShop } from './shop.ts'

const FREE_SHIPPING_FROM = 99n
const SHIPPING = 8n

/** All rows of one order's family, as its operations would have left them. */
export function rowsOf(sample: SampleOrder, shop: SampleShop): SampleRows {
  const { number } = sample
  const lines = linesOf(sample, shop)
  const goods = sum(lines.map((line) => line.unit_price * BigInt(line.quantity)))
  const discount = (goods * BigInt(sample.discount)) / 100n
  const shipping = goods >= FREE_SHIPPING_FROM * shop.unit ? 0n : SHIPPING * shop.unit
  spread(lines, { discount, shipping, tax: 0n })
  const total = goods - discount + shipping
  const payments = paymentsOf(sample, total)
  const order: Order = {
    number,
    customer_id: sample.customer,
    placed_at: sample.placedAt,
    status: statusOf(sample),
    currency: shop.currency,
    rate: '1',
    gross: goods,
    discount,
    shipping,
    tax: 0n,
    total,
    captured: sample.paidAt ? total : 0n,
    refund_reserved: 0n,
    refunded: 0n,
    region: shop.regionOf.get(sample.customer) ?? null,
    paid_at: sample.paidAt ?? null,
    ship_by: sample.paidAt?.add({ hours: shop.shipWithinHours }) ?? null,
    shipped_at: sample.shippedAt ?? null,
    estimated_delivery_at: sample.estimatedAt,
    delivered_at: sample.deliveredAt ?? null,
    completed_at: sample.completedAt ?? null,
    cancelled_at: sample.cancelledAt ?? null,
    imported: false,
    received_at: null,
    ...{ assigned_to: null, held_at: null, held_by: null, held_because: null, ship_promised_at: null },
    exchange_of: null,
  }
  const refund = refundRows(sample, order, lines, payments, shop)
  const owner = { order_number: number }
  return {
    orders: [order],
    order_items: lines.map((line) => ({ ...owner, ordered_at: order.placed_at, ...line })),
    payments,
    ...refund,
    ...shipmentRows(sample, lines),
    order_events: eventsOf(sample, payments, refund.refunds?.[0], shop),
    reviews: (sample.review ? [sample.review] : []).map((review) => ({
      ...owner,
      id: 'V1',
      sku: lines[0]?.sku ?? null,
      ...review,
    })),
  }
}

const linesOf = ({ lines }: SampleOrder, { unit }: SampleShop): Line[] =>
  lines.map(({ product, quantity }, index) => ({
    line: index + 1,
    sku: product.sku,
    name: product.name,
    category: product.category,
    merchant_id: product.merchant,
    quantity,
    unit_price: BigInt(product.price) * unit,
    discount: 0n,
    shipping: 0n,
    tax: 0n,
  }))

export function statusOf(order: SampleOrder): OrderStatus {
  if (order.cancelledAt) return 'cancelled'
  if (order.completedAt) return 'completed'
  if (order.deliveredAt) return 'delivered'
  if (order.shippedAt) return 'shipped'
  if (order.processingAt) return 'processing'
  return order.paidAt ? 'paid' : 'pending_payment'
}

function paymentsOf({ number, methods, failedAt, paidAt }: SampleOrder, total: bigint): PaymentRow[] {
  const [first = '', second] = methods
  const row = (id: string, method: string, amount: bigint, status: string, at: Temporal.Instant) => ({
    order_number: number,
    id,
    method,
    amount,
    status,
    at,
    refund_reserved: 0n,
    refunded: 0n,
  })
  const failed = failedAt ? [row('P0', first, total, 'failed', failedAt)] : []
  if (!paidAt) return failed
  const less = second ? total / 4n : 0n
  const captured = [row('P1', first, total - less, 'captured', paidAt)]
  return [...failed, ...captured, ...(second ? [row('P2', second, less, 'captured', paidAt)] : [])]
}

function shipmentRows({ number, shippedAt, deliveredAt }: SampleOrder, lines: readonly Line[]): SampleRows {
  if (!shippedAt) return {}
  const shipment = {
    order_number: number,
    carrier: 'SF Express',
    tracking_number: `SF${number}`,
    shipped_at: shippedAt,
  }
  return {
    shipments: [{ ...shipment, id: 'S1', delivered_at: deliveredAt ?? null }],
    shipment_lines: lines.map(({ line, quantity }) => ({ order_number: number, shipment_id: 'S1', line, quantity })),
  }
}

function eventsOf(
  sample: SampleOrder,
  payments: readonly PaymentRow[],
  refund: Insertable<Tables['refunds']> | undefined,
  { requester }: SampleShop,
): Insertable<Tables['order_events']>[] {
  const events: { kind: EventKind; at: Temporal.Instant; member?: string; data?: object }[] = []
  const at = (kind: EventKind, time: Temporal.Instant | undefined, more: { member?: string; data?: object } = {}) => {
    if (time) events.push({ kind, at: time, ...more })
  }
  at('placed', sample.placedAt)
  for (const { id, method, amount, status, at: time } of payments)
    at(status === 'failed' ? 'payment_failed' : 'payment_captured', time, {
      data: { payment: id, method, amount: String(amount) },
    })
  at('paid', sample.paidAt)
  at('processing', sample.processingAt)
  at('shipped', sample.shippedAt, {
    data: { shipment: 'S1', carrier: 'SF Express', tracking: `SF${sample.number}`, left: 0 },
  })
  at('delivered', sample.deliveredAt)
  at('completed', sample.completedAt)
  at('cancelled', sample.cancelledAt)
  if (refund) {
    const data = { refund: refund.id, amount: String(refund.amount), text: refund.reason }
    at('refund_requested', refund.requested_at, { member: requester, data })
    at('refund_approved', refund.requested_at, { data })
    at('refund_succeeded', refund.refunded_at ?? undefined, { data })
  }
  return events
    .map((event, place) => ({ event, place }))
    .sort((a, b) => Temporal.Instant.compare(a.event.at, b.event.at) || a.place - b.place)
    .map(({ event }, index) => ({
      order_number: sample.number,
      seq: index + 1,
      at: event.at,
      kind: event.kind,
      member_id: event.member ?? null,
      data: JSON.stringify(event.data ?? {}),
    }))
}
