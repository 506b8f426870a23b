import type { Db } from '../../db/tables/index.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { ok, type Result, refuse } from '../result.ts'
import { ownAmount } from './own-share.ts'
import { parseRefundNumber, type Refund, refundNumber } from './state.ts'

/**
 * The refund that a person means: by its number (1042-R1), or by that of its order where exactly one refund of it waits
 * for a decision. Refuses what is unknown, and an order with none or several waiting. `scope` limits to refunds of a merchant's lines.
 */
export async function refundMeant(db: Db, text: string, scope: string | null): Promise<Result<Refund>> {
  const parsed = parseRefundNumber(text)
  const order = parsed && (await orderNumbered(db, parsed.order, scope))
  const refunds = (number: string) =>
    db
      .selectFrom('refunds')
      .selectAll()
      .where('order_number', '=', number)
      .where(ownAmount(scope), 'is not', null)
      .orderBy('requested_at')
      .orderBy('id')
      .execute()
  if (parsed && order) {
    const all = await refunds(order)
    const refund = all.find(({ id }) => id === parsed.refund)
    if (refund) return ok(refund)
    return refuse('refund.unknown', {
      ...{ number: order, refund: parsed.refund, count: all.length },
      refunds: all.map(refundNumber),
    })
  }
  const number = await orderNumbered(db, text, scope)
  if (!number) return unknownOrder(db, parsed?.order ?? text, scope)
  const waiting = (await refunds(number)).filter(({ state }) => state === 'requested' || state === 'info_asked')
  const [only] = waiting
  if (!only) return refuse('refund.none_waits', { number })
  return waiting.length === 1 ? ok(only) : refuse('refund.several_wait', { number, refunds: waiting.map(refundNumber) })
}

export const readRefund = (db: Db, { order_number, id }: Pick<Refund, 'order_number' | 'id'>): Promise<Refund> =>
  db
    .selectFrom('refunds')
    .selectAll()
    .where('order_number', '=', order_number)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
