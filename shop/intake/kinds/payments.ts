import { z } from 'zod'
import type { Trx } from '../../../db/tables/index.ts'
import { parseAmount } from '../../money.ts'
import { unknownOrder } from '../../orders/find.ts'
import { capturePayment, failPayment, type PaymentNews } from '../../orders/pay.ts'
import { methodMeant, readMethods } from '../../payments/methods.ts'
import { refundCancelled } from '../../refunds/cancelled.ts'
import { ok, type Result } from '../../result.ts'
import { id, money, orderNumber, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

const payment = z.object({ order: orderNumber, payment: id, method: text(40), amount: money })
type Payment = z.infer<typeof payment>
const example: Payment = { order: '1042', payment: 'P1', method: 'alipay', amount: '174.00' }

/** The payment with its amount in the order's currency, and its method by its code where it is one. */
async function newsOf(trx: Trx, { amount: written, ...payment }: Payment): Promise<Result<PaymentNews>> {
  const order = await trx.selectFrom('orders').select('currency').where('number', '=', payment.order).executeTakeFirst()
  if (!order) return unknownOrder(trx, payment.order, null)
  const amount = parseAmount(written, order.currency)
  if (!amount.ok) return amount
  const meant = methodMeant(await readMethods(trx), payment.method)
  return ok({ ...payment, method: meant.ok ? meant.value.code : payment.method, amount: amount.value })
}

/** Money that came in. For an order that was cancelled meanwhile it goes back by itself. */
export const orderPaid: EventKind<Payment> = {
  type: 'order.paid',
  about: "A payment was captured, in the order's currency. The order is paid once its payments reach its total.",
  schema: payment,
  example,
  subject: ({ order }) => orderKey(order),
  async apply({ trx, jobs, at }, data) {
    const news = await newsOf(trx, data)
    if (!news.ok) return news
    const paid = await capturePayment(trx, news.value, at)
    return paid.ok ? refundCancelled(trx, jobs, paid.value) : paid
  },
}

export const paymentFailed: EventKind<Payment> = {
  type: 'payment.failed',
  about: 'A payment failed.',
  schema: payment,
  example: { ...example, payment: 'P0' },
  subject: ({ order }) => orderKey(order),
  async apply({ trx, at }, data) {
    const news = await newsOf(trx, data)
    return news.ok ? failPayment(trx, news.value, at) : news
  },
}
