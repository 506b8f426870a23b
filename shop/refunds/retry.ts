import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { lockOrder } from '../orders/record.ts'
import { readMethods } from '../payments/methods.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { countMoney } from './counters.ts'
import type { RefundStep } from './decide.ts'
import { type RefundDetails, refundDetails } from './details.ts'
import { endRefundedOrder } from './ends-order.ts'
import { readRefund, refundMeant } from './find.ts'
import { partsOf, queueParts } from './parts.ts'
import { leftToRefund } from './plan.ts'
import { readRefundable } from './refundable.ts'
import { changeRefund, refundNumber } from './state.ts'

/**
 * Submits again what a provider declined of an approved refund. A decline had freed the money, so it is set aside anew:
 * refused where it has been refunded otherwise meanwhile.
 */
export function retryRefund(
  db: Db,
  jobs: Jobs,
  step: RefundStep,
  now: Temporal.Instant,
): Promise<Result<RefundDetails>> {
  return transact(db, async (trx) => {
    const { member, via } = step
    const missing = denied(member, 'refund.approve')
    if (missing) return missing
    const scope = scopeOf(member, 'refund.approve')
    const found = await refundMeant(trx, step.refund, scope)
    if (!found.ok) return found
    const locked = await lockOrder(trx, found.value.order_number)
    if (!locked.ok) return locked
    const order = locked.value
    const refund = await readRefund(trx, found.value)
    const number = refundNumber(refund)
    if (refund.state !== 'failed') return refuse('refund.not_failed', { number })

    const declined = (await partsOf(trx, refund))
      .filter(({ state }) => state === 'failed')
      .map(({ payment_id, amount }) => ({ payment: payment_id, amount }))
    const source = await readRefundable(trx, order, null, await readMethods(trx))
    const total = declined.reduce((sum, { amount }) => sum + amount, 0n)
    const left = leftToRefund(source)
    const lacking = declined.some(
      ({ payment, amount }) => amount > (source.payments.find(({ id }) => id === payment)?.left ?? 0n),
    )
    if (lacking || total > left)
      return refuse('refund.too_much', { number: order.number, currency: order.currency, asked: total, left })
    await countMoney(trx, order.number, 'reserve', declined)
    await trx
      .updateTable('refund_parts')
      .set({ state: 'waiting', error: sql`null` })
      .where('order_number', '=', order.number)
      .where('refund_id', '=', refund.id)
      .where('state', '=', 'failed')
      .execute()
    const event = { kind: 'refund_retried', member: member.id, data: { refund: refund.id } } as const
    await changeRefund(trx, jobs, refund, 'submitted', { event }, now)
    await queueParts(trx, jobs, refund)
    await endRefundedOrder(trx, jobs, order.number, now)
    await audit(trx, { member: member.id, action: 'refund.retried', subject: number, via }, now)
    return ok(await refundDetails(trx, await readSettings(trx), refund, now, scope))
  })
}
