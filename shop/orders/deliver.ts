import type { Db } from '../../db/tables/index.ts'
import { denied } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Result } from '../result.ts'
import { transact } from '../transact.ts'
import type { Acting } from './cancel.ts'
import { lockOrder, type Order, record, updateOrder } from './record.ts'
import { cannotBecome } from './status.ts'

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
    if (to === 'delivered')
      await trx
        .updateTable('shipments')
        .set({ delivered_at: now })
        .where('order_number', '=', number)
        .where('delivered_at', 'is', null)
        .execute()
    const after = await updateOrder(trx, number, { status: to, [`${to}_at`]: now })
    await record(trx, number, [{ kind: to, member: member?.id }], now)
    if (member) await audit(trx, { member: member.id, action: `order.${to}`, subject: number, via }, now)
    return ok(after)
  })
}
