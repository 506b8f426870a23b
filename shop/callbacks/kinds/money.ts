import { z } from 'zod'
import { currency, id, instant, money, orderNumber, text } from '../../intake/fields.ts'
import { orderKey } from '../../intake/kind.ts'
import { refundStates } from '../../refunds/states.ts'
import type { CallbackKind } from '../kind.ts'

const subject = ({ order }: { order: string }) => orderKey(order)

const captured = z.object({ order: orderNumber, payment: id, method: text(40), amount: money, currency })

/** Money came in. */
export const paymentCaptured: CallbackKind<z.infer<typeof captured>> = {
  type: 'payment.captured',
  about: "A payment was captured, in the order's currency.",
  schema: captured,
  example: { order: '1042', payment: 'P1', method: 'alipay', amount: '184.00', currency: 'CNY' },
  subject,
}

const due = z.object({
  order: orderNumber,
  amount: money,
  currency,
  cancelled_at: instant.optional().describe('when the order is cancelled if nothing is paid'),
})

/** Money is waited for. */
export const paymentDue: CallbackKind<z.infer<typeof due>> = {
  type: 'order.payment_due',
  about: 'An order has waited a while for its payment: the customer is to be reminded of what is left to pay.',
  schema: due,
  example: { order: '1042', amount: '184.00', currency: 'CNY', cancelled_at: '2026-03-11T12:00:00Z' },
  subject,
}

const refundChanged = z.object({
  order: orderNumber,
  refund: text(10),
  status: z.enum(refundStates),
  amount: money,
  currency,
})

/** A refund was asked for, or goes on. */
export const refundStatusChanged: CallbackKind<z.infer<typeof refundChanged>> = {
  type: 'refund.status_changed',
  about: 'A refund was requested, decided, handed to the payment provider, or went back.',
  schema: refundChanged,
  example: { order: '1042', refund: 'R1', status: 'succeeded', amount: '20.00', currency: 'CNY' },
  subject,
}
