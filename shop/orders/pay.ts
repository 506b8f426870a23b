import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { paymentCaptured } from '../callbacks/kinds/money.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { markOrders } from '../marks.ts'
import { convert, toDecimal } from '../money.ts'
import { issueCoupons } from '../promotions/coupons/issue.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { transact } from '../transact.ts'
import { lockOrder, type Order, type OrderEvent, record, updateOrder } from './record.ts'
import { tellStatus } from './tell-status.ts'

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
    // Also of one that was cancelled: that it was paid is a fact, whatever is told first.
    const paid = order.paid_at === null && captured >= order.total
    const { status, ...times } = paid ? paidColumns(await readSettings(trx), now) : {}
    const becomes = order.status === 'pending_payment' && status ? { status } : {}
    const after = await updateOrder(trx, order.number, { captured, ...times, ...becomes })
    const events: OrderEvent[] = [{ kind: 'payment_captured', data: eventData(news) }]
    await record(trx, order.number, paid ? [...events, { kind: 'paid' }] : events, now)
    const { order: of, payment, method, amount } = news
    const told = { order: of, payment, method, amount: toDecimal(amount, order.currency), currency: order.currency }
    await tellStorefront(trx, paymentCaptured, told, now)
    await tellStatus(trx, order, after, now)
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
    const failed: OrderEvent[] = [{ kind: 'payment_failed', data: eventData(news) }]
    if (known?.status === 'captured') {
      if (Temporal.Instant.compare(now, known.at) >= 0)
        return refuse('order.payment_captured', { number: news.order, payment: news.payment })
      // An attempt that failed before the one that did not, told late: the timeline has it once.
      if (!(await failureKnown(trx, news, now))) await record(trx, news.order, failed, now)
      return locked
    }
    if (known?.status === 'failed') return locked
    if (known) await markOrders(trx, [news.order])
    await keepPayment(trx, news, 'failed', now)
    await record(trx, news.order, failed, now)
    return locked
  })
}

const failureKnown = (trx: Trx, { order, payment }: PaymentNews, at: Temporal.Instant) =>
  trx
    .selectFrom('order_events')
    .select('seq')
    .where('order_number', '=', order)
    .where('kind', '=', 'payment_failed')
    .where('at', '=', at)
    .where(sql`data->>'payment'`, '=', payment)
    .executeTakeFirst()

const eventData = ({ payment, method, amount }: PaymentNews) => ({ payment, method, amount: String(amount) })

const paymentOf = (trx: Trx, { order, payment }: PaymentNews) =>
  trx
    .selectFrom('payments')
    .select(['status', 'at'])
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
