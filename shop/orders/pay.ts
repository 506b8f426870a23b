import type { Db, Trx } from '../../db/tables/index.ts'
import { markOrders } from '../marks.ts'
import { convert } from '../money.ts'
import { issueCoupons } from '../promotions/coupons/issue.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { lockOrder, type Order, type OrderEvent, record, updateOrder } from './record.ts'

/** What a payment provider or storefront tells of one payment. `amount` is in the order's currency. */
export interface PaymentNews {
  order: string
  payment: string
  method: string
  amount: bigint
}

/** What becomes of an order by being paid. */
export const paidColumns = (settings: Settings, now: Temporal.Instant) =>
  ({
    status: 'paid',
    paid_at: now,
    ship_by: now.add({ hours: settings['order.ship_within_hours'] }),
  }) as const

/**
 * Records captured money; the order is paid once its payments reach the total. The same payment again changes nothing.
 * Money for an order that was cancelled meanwhile is recorded too: it is there and has to be refunded.
 */
export function capturePayment(db: Db, news: PaymentNews, now: Temporal.Instant): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const locked = await lockOrder(trx, news.order)
    if (!locked.ok) return locked
    const order = locked.value
    const known = await paymentOf(trx, news)
    if (known?.status === 'captured') return ok(order)
    if (news.amount < 0n) return refuse('order.figures_misfit')

    if (known) await markOrders(trx, [news.order])
    await keepPayment(trx, news, 'captured', now)
    const captured = order.captured + news.amount
    const paid = order.status === 'pending_payment' && captured >= order.total
    const settings = paid ? await readSettings(trx) : null
    const after = await updateOrder(trx, order.number, { captured, ...(settings && paidColumns(settings, now)) })
    const events: OrderEvent[] = [{ kind: 'payment_captured', data: eventData(news) }]
    await record(trx, order.number, paid ? [...events, { kind: 'paid' }] : events, now)
    if (paid) await issueCoupons(trx, paidEvent(after), now)
    return ok(after)
  })
}

/** What coupons may be given for. */
const paidEvent = ({ number, customer_id, total, rate }: Order) =>
  ({ kind: 'order_paid', customer: customer_id, order: number, total: convert(total, rate) }) as const

/** Records that a payment failed; again changes nothing. A captured payment stays captured: refused. */
export function failPayment(db: Db, news: PaymentNews, now: Temporal.Instant): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const locked = await lockOrder(trx, news.order)
    if (!locked.ok) return locked
    const known = await paymentOf(trx, news)
    if (known?.status === 'captured')
      return refuse('order.payment_captured', { number: news.order, payment: news.payment })
    if (known?.status === 'failed') return locked
    if (known) await markOrders(trx, [news.order])
    await keepPayment(trx, news, 'failed', now)
    await record(trx, news.order, [{ kind: 'payment_failed', data: eventData(news) }], now)
    return locked
  })
}

const eventData = ({ payment, method, amount }: PaymentNews) => ({ payment, method, amount: String(amount) })

const paymentOf = (trx: Trx, { order, payment }: PaymentNews) =>
  trx
    .selectFrom('payments')
    .select('status')
    .where('order_number', '=', order)
    .where('id', '=', payment)
    .executeTakeFirst()

/** Keeps what is told now; a failed payment that is captured after all leaves its old hour, which has to be marked before. */
async function keepPayment(
  trx: Trx,
  { order, payment, method, amount }: PaymentNews,
  status: 'captured' | 'failed',
  now: Temporal.Instant,
): Promise<void> {
  await trx
    .insertInto('payments')
    .values({ order_number: order, id: payment, method, amount, status, at: now })
    .onConflict((conflict) => conflict.columns(['order_number', 'id']).doUpdateSet({ method, amount, status, at: now }))
    .execute()
}
