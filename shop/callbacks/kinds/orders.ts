import { z } from 'zod'
import { currency, id, instant, money, orderNumber, quantity, text } from '../../intake/fields.ts'
import { orderKey } from '../../intake/kind.ts'
import { orderStatuses } from '../../orders/status.ts'
import type { CallbackKind } from '../kind.ts'

const status = z.enum(orderStatuses)
const subject = ({ order }: { order: string }) => orderKey(order)

const placed = z.object({
  order: orderNumber,
  status,
  customer: id,
  currency,
  total: money,
  items: z.array(z.object({ line: z.int().min(1), sku: text(64), quantity, unit_price: money, discount: money })),
  estimated_delivery_at: instant.optional(),
})

/** A new order, however it came. */
export const orderPlacedTold: CallbackKind<z.infer<typeof placed>> = {
  type: 'order.placed',
  about:
    'An order was placed. `discount` is what is off a line in all, its share of the order’s own discount included.',
  schema: placed,
  example: {
    ...{ order: '1042', status: 'pending_payment', customer: 'c-7', currency: 'CNY', total: '184.00' },
    items: [{ line: 1, sku: 'TEA-101', quantity: 2, unit_price: '88.00', discount: '0.00' }],
  },
  subject,
}

const statusChanged = z.object({ order: orderNumber, status, previous: status })

/** An order goes on, or is cancelled. */
export const orderStatusChanged: CallbackKind<z.infer<typeof statusChanged>> = {
  type: 'order.status_changed',
  about: 'An order has another status than before.',
  schema: statusChanged,
  example: { order: '1042', status: 'shipped', previous: 'paid' },
  subject,
}

const delayed = z.object({
  order: orderNumber,
  ships_by: z.iso.date().describe('a day of the shop’s zone'),
  reason: text(2000),
})

/** Goods leave later than was said. */
export const orderDelayed: CallbackKind<z.infer<typeof delayed>> = {
  type: 'order.delayed',
  about: 'An order is late: why, and the day by whose end it leaves.',
  schema: delayed,
  example: { order: '1042', ships_by: '2026-03-14', reason: 'the kiln is being mended' },
  subject,
}

const question = z.object({ order: orderNumber, customer: id, question: text(2000) })

/** The shop wants to know something of a customer. */
export const customerAsked: CallbackKind<z.infer<typeof question>> = {
  type: 'order.question',
  about: 'The shop asks the customer something about an order. What they answer is a `customer.message` of that order.',
  schema: question,
  example: { order: '1042', customer: 'c-7', question: 'Is your house number 12 or 21?' },
  subject,
}

const shipment = z.object({
  order: orderNumber,
  shipment: text(64),
  status: z.enum(['shipped', 'delivered']),
  carrier: text(80).optional(),
  tracking: text(80).optional(),
  lines: z
    .array(z.object({ line: z.int().min(1), quantity }))
    .optional()
    .describe('what is in it, where it was shipped'),
})

/** Goods left, or arrived. */
export const shipmentUpdatedTold: CallbackKind<z.infer<typeof shipment>> = {
  type: 'shipment.updated',
  about: 'Goods left the warehouse, or were delivered.',
  schema: shipment,
  example: {
    ...{ order: '1042', shipment: 'S1', status: 'shipped', carrier: 'SF Express', tracking: 'SF1042' },
    lines: [{ line: 1, quantity: 2 }],
  },
  subject,
}
