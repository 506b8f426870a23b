import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { carryBack } from '../exchanges/carry.ts'
import type { Jobs } from '../jobs.ts'
import { releasePromotions } from '../promotions/take.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { moveOrderStock } from '../stock/order-stock.ts'
import { transact } from '../transact.ts'
import { lockOrder, type Order, record, updateOrder } from './record.ts'
import { cannotBecome } from './status.ts'
import { tellStatus } from './tell-status.ts'

/** Who does something to an order. `member` null: the customer, by the storefront. */
export interface Acting {
  member: Member | null
  via: string
}

/** Why an order cannot be cancelled; null where it can. */
export async function whyNotCancel(db: Db, order: Pick<Order, 'number' | 'status'>): Promise<Refusal | null> {
  const { number } = order
  const impossible = cannotBecome(order, 'cancelled')
  if (impossible) return impossible
  const sent = await db.selectFrom('shipments').select('id').where('order_number', '=', number).executeTakeFirst()
  return sent ? refuse('order.partly_shipped', { number }) : null
}

/** What the program itself cancels an order for, and what stands in the timeline then. */
const causes = {
  unpaid: 'cancelled_unpaid',
  refunded: 'cancelled_refunded',
  exchange: 'cancelled_exchange',
} as const

/**
 * Cancels an order that has not been shipped and gives its goods and what it took of promotions back; again changes
 * nothing. Captured money stays until a refund is asked for. `cause`: what the program itself cancels it for.
 */
export function cancelOrder(
  db: Db,
  jobs: Jobs,
  asked: Acting & { order: string; reason?: string | null; cause?: keyof typeof causes },
  now: Temporal.Instant,
): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const { member, via, reason } = asked
    const missing = member && denied(member, 'order.process')
    if (missing) return missing
    const locked = await lockOrder(trx, asked.order)
    if (!locked.ok) return locked
    const order = locked.value
    const { number } = order
    if (order.status === 'cancelled') return locked
    const refusal = await whyNotCancel(trx, order)
    if (refusal) return refusal

    const lines = await trx
      .selectFrom('order_items')
      .select(['line', 'sku', 'quantity'])
      .where('order_number', '=', number)
      .execute()
    const released = await moveOrderStock(trx, jobs, { order: number, kind: 'release', lines }, now)
    if (!released.ok) return released
    await releasePromotions(trx, number, now)
    await carryBack(trx, jobs, order, now)
    const after = await updateOrder(trx, number, {
      ...{ status: 'cancelled', cancelled_at: now, held_at: null, held_by: null, held_because: null },
    })
    const data: Record<string, string> = reason ? { reason } : {}
    const kind = asked.cause ? causes[asked.cause] : 'cancelled'
    await record(trx, number, [{ kind, member: member?.id, data }], now)
    await tellStatus(trx, order, after, now)
    if (member) {
      const change = { before: { status: order.status }, after: { status: after.status } }
      await audit(trx, { member: member.id, action: 'order.cancelled', subject: number, ...change, reason, via }, now)
    }
    return ok(after)
  })
}
