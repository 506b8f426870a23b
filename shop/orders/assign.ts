import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Processing, processing } from './process.ts'
import { type Order, record, updateOrder } from './record.ts'

/**
 * Makes somebody of the team see to an order, or nobody (`to` null), and tells them; again changes nothing. Refuses who
 * cannot see every order: visitors, merchants, and who has gone.
 */
export const assignOrder = (
  db: Db,
  jobs: Jobs,
  asked: Processing & { to: string | null },
  now: Temporal.Instant,
): Promise<Result<Order>> =>
  processing(db, asked, async (trx, order) => {
    const { member, via, to } = asked
    const { number } = order
    if (order.assigned_to === to) return ok(order)
    if (to !== null && !(await seesOrders(trx, to, now))) return refuse('order.not_assignable', { member: to })
    const after = await updateOrder(trx, number, { assigned_to: to })
    const by = member?.id ?? null
    await record(trx, number, [{ kind: to ? 'assigned' : 'unassigned', member: by, data: to ? { to } : {} }], now)
    const change = { before: { assigned_to: order.assigned_to }, after: { assigned_to: to } }
    if (member) await audit(trx, { member: by, action: 'order.assigned', subject: number, ...change, via }, now)
    if (to && to !== by)
      await drawMessage(trx, jobs, { kind: 'order.assigned', subject: `${number} ${now}`, channel: to })
    return ok(after)
  })

/** Whether an order can be assigned to somebody: no visitor, no merchant, nobody who has gone. */
export async function seesOrders(db: Db, id: string, now: Temporal.Instant): Promise<boolean> {
  const { merchant_id } = (await db
    .selectFrom('members')
    .select('merchant_id')
    .where('id', '=', id)
    .executeTakeFirst()) ?? { merchant_id: null }
  return merchant_id === null && (await membersWho(db, 'order.view', now)).some((one) => one.id === id)
}

/** Whose an order is; null: nobody's, or unknown. */
export async function assigneeOf(db: Db, number: string): Promise<string | null> {
  const row = await db.selectFrom('orders').select('assigned_to').where('number', '=', number).executeTakeFirst()
  return row?.assigned_to ?? null
}

/** How many orders that are not over are somebody's; at most 50 are counted. */
export async function assignedTo(db: Db, member: string): Promise<number> {
  const rows = await db
    .selectFrom('orders')
    .select('number')
    .where('assigned_to', '=', member)
    .where('status', 'not in', ['completed', 'cancelled'])
    .limit(50)
    .execute()
  return rows.length
}
