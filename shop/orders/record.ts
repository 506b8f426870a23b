import { type Selectable, sql, type Updateable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import { markOrders } from '../marks.ts'
import { ok, type Result } from '../result.ts'
import type { ReturnState } from '../returns/states.ts'
import { unknownOrder } from './find.ts'
import type { OrderStatus } from './status.ts'

export type Order = Selectable<Tables['orders']>

/** What can stand in an order's timeline. Words: `order.event.KIND`. */
export type EventKind =
  | 'placed'
  | 'payment_captured'
  | 'payment_failed'
  | 'paid'
  | 'processing'
  | 'part_shipped'
  | 'shipped'
  | 'delivered'
  | 'completed'
  | 'cancelled'
  | 'cancelled_unpaid'
  | 'cancelled_refunded'
  | 'not_sent'
  | 'imported'
  | 'refund_requested'
  | 'refund_approved'
  | 'refund_first_approval'
  | 'refund_rejected'
  | 'refund_info_asked'
  | 'refund_info_given'
  | 'refund_withdrawn'
  | 'refund_expired'
  | 'refund_succeeded'
  | 'refund_failed'
  | 'refund_retried'
  | 'refund_set_aside'
  | 'refund_carried'
  | 'refund_not_carried'
  | `${'return' | 'exchange'}_${ReturnState}`
  | 'exchange_of'
  | 'cancelled_exchange'
  | 'payment_reminded'
  | 'ship_reminded'
  | 'rule_applied'
  | 'rule_refused'
  | 'exception_opened'
  | 'exception_resolved'
  | 'exception_dismissed'
  | 'exception_settled'
  | 'late_answered'
  | 'late_escalated'
  | 'customer_asked'
  | 'tagged'
  | 'untagged'
  | 'held'
  | 'released'
  | 'assigned'
  | 'unassigned'

/** `data` holds money as text in minor units of the order's currency. */
export interface OrderEvent {
  kind: EventKind
  member?: string | null
  data?: Record<string, string | number>
}

/**
 * The order's row, locked: whoever changes anything of an order's family holds it. The order that it was exchanged for is
 * locked before it, since money is carried between the two. Refuses an unknown number.
 */
export async function lockOrder(trx: Trx, number: string): Promise<Result<Order>> {
  const rows = await trx
    .selectFrom('orders')
    .selectAll()
    .where(
      sql<boolean>`number in (select ${number}::text union all select exchange_of from orders where number = ${number})`,
    )
    // The number of an exchange's order begins with that of the other.
    .orderBy('number')
    .forUpdate()
    .execute()
  const order = rows.find((row) => row.number === number)
  return order ? ok(order) : unknownOrder(trx, number, null)
}

/** Changes an order's row (locked by the caller) and returns it as it is then. */
export const updateOrder = (
  trx: Trx,
  number: string,
  columns: Updateable<Tables['orders']> & { status?: OrderStatus },
): Promise<Order> =>
  trx.updateTable('orders').set(columns).where('number', '=', number).returningAll().executeTakeFirstOrThrow()

/**
 * Appends to the timeline of an order (locked by the caller) and marks what of the reports it changes. One that was placed
 * or paid is looked at next (shop/automation/arrivals.ts).
 */
export async function record(
  trx: Trx,
  number: string,
  events: readonly OrderEvent[],
  now: Temporal.Instant,
): Promise<void> {
  for (const { kind, member, data } of events)
    await trx
      .insertInto('order_events')
      .values({
        order_number: number,
        seq: sql`(select coalesce(max(seq), 0) + 1 from order_events where order_number = ${number})`,
        at: now,
        kind,
        member_id: member ?? null,
        data: JSON.stringify(data ?? {}),
      })
      .execute()
  await markOrders(trx, [number])
  const arrivals = events.map(({ kind }) => kind).filter((kind) => kind === 'placed' || kind === 'paid')
  if (arrivals.length > 0)
    await trx
      .insertInto('order_arrivals')
      .values(arrivals.map((moment) => ({ order_number: number, moment, at: now })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
