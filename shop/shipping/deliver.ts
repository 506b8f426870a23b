import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied } from '../access/member.ts'
import { audit } from '../audit.ts'
import { shipmentUpdatedTold } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import type { Acting } from '../orders/cancel.ts'
import { deliverOrder } from '../orders/deliver.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'

/**
 * Records that a parcel has arrived; the earliest time that is told of counts. Its order is delivered once the last of its
 * parcels is and nothing is left to send. Refuses an unknown parcel.
 */
export function deliverShipment(
  db: Db,
  { order, shipment, member, via }: Acting & { order: string; shipment: string },
  at: Temporal.Instant,
): Promise<Result<null>> {
  return transact(db, async (trx) => {
    const missing = member && denied(member, 'order.process')
    if (missing) return missing
    const locked = await lockOrder(trx, order)
    if (!locked.ok) return locked
    const known = await trx
      .selectFrom('shipments')
      .select('delivered_at')
      .where('order_number', '=', order)
      .where('id', '=', shipment)
      .executeTakeFirst()
    if (!known) return refuse('intake.shipment_unknown', { order, shipment })
    // A person who sees it late does not move what a carrier told.
    if (member && known.delivered_at) return ok(null)
    await trx
      .updateTable('shipments')
      .set({ delivered_at: sql`least(delivered_at, ${at}::timestamptz)` })
      .where('order_number', '=', order)
      .where('id', '=', shipment)
      .execute()
    if (known.delivered_at === null)
      await tellStorefront(trx, shipmentUpdatedTold, { order, shipment, status: 'delivered' }, at)
    if (member)
      await audit(trx, { member: member.id, action: 'shipment.delivered', subject: `${order} ${shipment}`, via }, at)
    return deliverWhole(trx, { order, member, via })
  })
}

/** The order is delivered with the last of its parcels. */
async function deliverWhole(trx: Trx, { order, member, via }: Acting & { order: string }): Promise<Result<null>> {
  const rows = await trx.selectFrom('shipments').select('delivered_at').where('order_number', '=', order).execute()
  if (rows.some(({ delivered_at }) => delivered_at === null)) return ok(null)
  const last = rows
    .flatMap(({ delivered_at }) => delivered_at ?? [])
    .reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b))
  const done = await deliverOrder(trx, { order, member, via }, last)
  // It was said to have arrived before an earlier time is told of.
  if (done.ok || done.values.status === 'completed') {
    await deliveredBefore(trx, order, last)
    return ok(null)
  }
  // Part of it has not left yet: the order is delivered with its last parcel.
  return done.code === 'order.wrong_status' && done.values.status === 'processing' ? ok(null) : done
}

/** Puts the delivery of an order back to when it was. */
async function deliveredBefore(trx: Trx, order: string, at: Temporal.Instant): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('orders')
    .set({ delivered_at: at })
    .where('number', '=', order)
    .where('delivered_at', '>', at)
    .executeTakeFirst()
  if (numUpdatedRows > 0n)
    await trx
      .updateTable('order_events')
      .set({ at })
      .where('order_number', '=', order)
      .where('kind', '=', 'delivered')
      .execute()
}
