import type { Db, Trx } from '../../db/tables/index.ts'
import { denied } from '../access/member.ts'
import { audit } from '../audit.ts'
import { shipmentUpdatedTold } from '../callbacks/kinds/orders.ts'
import { tellStorefrontAll } from '../callbacks/tell.ts'
import { ok, type Result } from '../result.ts'
import { transact } from '../transact.ts'
import type { Acting } from './cancel.ts'
import { lockOrder, type Order, record, updateOrder } from './record.ts'
import { cannotBecome } from './status.ts'
import { tellStatus } from './tell-status.ts'

/** Records that a shipped order has arrived, with all its shipments; again changes nothing. */
export const deliverOrder = (db: Db, asked: Acting & { order: string }, now: Temporal.Instant) =>
  finish(db, asked, 'delivered', now)

/** Closes a delivered order: its customer is content or the time to say otherwise is over. Again changes nothing. */
export const completeOrder = (db: Db, asked: Acting & { order: string }, now: Temporal.Instant) =>
  finish(db, asked, 'completed', now)

function finish(
  db: Db,
  { order: number, member, via }: Acting & { order: string },
  to: 'delivered' | 'completed',
  now: Temporal.Instant,
): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    const missing = member && denied(member, 'order.process')
    if (missing) return missing
    const locked = await lockOrder(trx, number)
    if (!locked.ok) return locked
    if (locked.value.status === to) return locked
    const impossible = cannotBecome(locked.value, to)
    if (impossible) return impossible
    if (to === 'delivered') await deliverRest(trx, number, now)
    const after = await updateOrder(trx, number, { status: to, [`${to}_at`]: now })
    await record(trx, number, [{ kind: to, member: member?.id }], now)
    await tellStatus(trx, locked.value, after, now)
    if (member) await audit(trx, { member: member.id, action: `order.${to}`, subject: number, via }, now)
    return ok(after)
  })
}

/** Delivers the shipments of an order that are still under way. */
async function deliverRest(trx: Trx, order: string, now: Temporal.Instant): Promise<void> {
  const rows = await trx
    .updateTable('shipments')
    .set({ delivered_at: now })
    .where('order_number', '=', order)
    .where('delivered_at', 'is', null)
    .returning('id')
    .execute()
  const told = rows.map(({ id }) => ({ order, shipment: id, status: 'delivered' as const }))
  await tellStorefrontAll(trx, shipmentUpdatedTold, told, now)
}
