import type { Trx } from '../../db/tables/index.ts'
import { countMoney } from './counters.ts'
import type { RefundPlan } from './plan.ts'
import type { RefundRequest } from './request.ts'
import { type Refund, tellRefund } from './state.ts'

/** Makes a refund of an order (locked by the caller) as planned, and sets its money aside. `state`: where it begins. */
export async function reserveRefund(
  trx: Trx,
  {
    reason,
    restock,
    key,
    member,
    receivedAt,
  }: Pick<RefundRequest, 'reason' | 'restock' | 'key' | 'member' | 'receivedAt'>,
  order: string,
  { amount, goods, shipping, surplus, parts, lines }: RefundPlan,
  now: Temporal.Instant,
  state: 'requested' | 'approved' = 'requested',
): Promise<Refund> {
  const earlier = await trx.selectFrom('refunds').select('id').where('order_number', '=', order).execute()
  const last = Math.max(0, ...earlier.map(({ id }) => Number(/^R(\d+)$/.exec(id)?.[1] ?? 0)))
  const owner = { order_number: order, refund_id: `R${last + 1}` }
  const refund = await trx
    .insertInto('refunds')
    .values({
      order_number: order,
      id: owner.refund_id,
      state,
      amount,
      goods,
      shipping,
      surplus,
      reason,
      restock,
      requested_by: member?.id ?? null,
      requested_at: now,
      received_at: receivedAt ?? null,
      request_key: key,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (lines.length > 0)
    await trx
      .insertInto('refund_lines')
      .values(lines.map((line) => ({ ...owner, ...line })))
      .execute()
  await trx
    .insertInto('refund_parts')
    .values(
      parts.map(({ payment, amount, method }) => ({ ...owner, payment_id: payment, amount, method, state: 'waiting' })),
    )
    .execute()
  await tellRefund(trx, refund, now)
  await countMoney(trx, order, 'reserve', parts)
  return refund
}
