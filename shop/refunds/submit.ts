import type { Db, Trx } from '../../db/tables/index.ts'
import { EXCHANGE, isCarried } from '../exchanges/method.ts'
import type { Gateway, RefundAnswer, RefundOrder } from '../gateways/gateway.ts'
import type { JobData, Jobs } from '../jobs.ts'
import { markOrders } from '../marks.ts'
import { redrawMessages } from '../messages.ts'
import { lockOrder } from '../orders/record.ts'
import { demand } from '../result.ts'
import { moveOrderStock } from '../stock/order-stock.ts'
import { countMoney } from './counters.ts'
import { readRefund } from './find.ts'
import { partsOf } from './parts.ts'
import { shelfPieces } from './pieces.ts'
import { changeRefund, type Refund, refundNumber } from './state.ts'

type Part = JobData['refund.submit']

/**
 * Hands one part of a refund to its payment provider and records the answer: the worker of `refund.submit`. May be
 * killed anywhere and run again: before the call nothing has moved, after it the provider knows the key and gives the
 * same answer, and an answer is recorded once. A decline is recorded; a fault is thrown, and the queue asks again.
 */
export async function submitRefundPart(
  db: Db,
  jobs: Jobs,
  gateway: Gateway,
  part: Part,
  now: Temporal.Instant,
): Promise<void> {
  const order = await db.transaction().execute((trx) => beginPart(trx, jobs, part, now))
  if (!order) return
  // No transaction is open here: a provider may take seconds.
  const answer = await gateway.refund(order)
  await db.transaction().execute((trx) => recordAnswer(trx, jobs, part, answer, now))
}

/** Marks the part as handed over and gives the request; null where its answer is known already. */
async function beginPart(trx: Trx, jobs: Jobs, part: Part, now: Temporal.Instant): Promise<RefundOrder | null> {
  const { currency } = demand(await lockOrder(trx, part.order))
  const refund = await readRefund(trx, { order_number: part.order, id: part.refund })
  if (refund.state !== 'approved' && refund.state !== 'submitted') return null
  if (isCarried(refund)) return null
  const row = (await partsOf(trx, refund)).find(({ payment_id }) => payment_id === part.payment)
  if (row?.state !== 'waiting' && row?.state !== 'submitted') return null
  const payment = await providersPayment(trx, { order: part.order, id: part.payment })
  const by = row.method === null || row.method === EXCHANGE ? payment.method : row.method
  await setPart(trx, part, { state: 'submitted', method: by, attempts: row.attempts + 1 })
  if (refund.state === 'approved') await changeRefund(trx, jobs, refund, 'submitted', {}, now)
  const key = `${part.order}-${part.refund}-${part.payment}`
  return { key, amount: row.amount, currency, by, payment }
}

/** The payment as its provider knows it: of money that an exchange carried over, the one by which it came in. */
async function providersPayment(
  trx: Trx,
  { order, id }: { order: string; id: string },
): Promise<RefundOrder['payment']> {
  const { method, from_order, from_payment } = await trx
    .selectFrom('payments')
    .select(['method', 'from_order', 'from_payment'])
    .where('order_number', '=', order)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (from_order === null || from_payment === null) return { order, id, method }
  return providersPayment(trx, { order: from_order, id: from_payment })
}

async function recordAnswer(
  trx: Trx,
  jobs: Jobs,
  part: Part,
  answer: RefundAnswer,
  now: Temporal.Instant,
): Promise<void> {
  demand(await lockOrder(trx, part.order))
  const refund = await readRefund(trx, { order_number: part.order, id: part.refund })
  const row = (await partsOf(trx, refund)).find(({ payment_id }) => payment_id === part.payment)
  if (row?.state !== 'submitted') return
  const share = { payment: part.payment, amount: row.amount }
  if (answer.ok) {
    await setPart(trx, part, { state: 'succeeded', provider_ref: answer.reference, error: null, succeeded_at: now })
    await countMoney(trx, part.order, 'pay', [share])
    // Each part counts by its own time, also while others wait.
    await markOrders(trx, [part.order])
  } else {
    await setPart(trx, part, { state: 'failed', error: `${answer.code}: ${answer.message}` })
    await countMoney(trx, part.order, 'free', [share])
  }
  await finish(trx, jobs, refund, now)
}

/** Ends the refund once every part has its answer: succeeded where all have, failed where one has not. */
async function finish(trx: Trx, jobs: Jobs, refund: Refund, now: Temporal.Instant): Promise<void> {
  const parts = await partsOf(trx, refund)
  if (parts.some(({ state }) => state === 'waiting' || state === 'submitted'))
    return redrawMessages(trx, jobs, 'refund.prompt', refundNumber(refund))
  const failed = parts.find(({ state }) => state === 'failed')
  const data = { refund: refund.id, amount: String(refund.amount), ...(failed?.error && { text: failed.error }) }
  if (failed) return changeRefund(trx, jobs, refund, 'failed', { event: { kind: 'refund_failed', data } }, now)
  if (refund.restock) {
    const { order_number: order, id: part } = refund
    const lines = await shelfPieces(trx, refund)
    demand(await moveOrderStock(trx, jobs, { order, kind: 'restock', part, lines }, now))
  }
  const event = { kind: 'refund_succeeded', data } as const
  await changeRefund(trx, jobs, refund, 'succeeded', { event, refunded_at: now }, now)
}

async function setPart(
  trx: Trx,
  { order, refund, payment }: Part,
  columns: {
    state: string
    /** By which the money goes back. */
    method?: string
    attempts?: number
    provider_ref?: string
    error?: string | null
    succeeded_at?: Temporal.Instant
  },
): Promise<void> {
  await trx
    .updateTable('refund_parts')
    .set(columns)
    .where('order_number', '=', order)
    .where('refund_id', '=', refund)
    .where('payment_id', '=', payment)
    .execute()
}
