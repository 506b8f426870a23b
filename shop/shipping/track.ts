import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { lockOrder } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { deliverShipment } from './deliver.ts'

/** Where a parcel can be, as its carrier says. Words: `parcel.status.STATUS`. */
export const parcelStatuses = ['picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'problem'] as const
export type ParcelStatus = (typeof parcelStatuses)[number]

/** What a carrier tells of a parcel. */
export interface CarrierNews {
  order: string
  shipment: string
  status: ParcelStatus
  place?: string | undefined
  note?: string | undefined
}

/**
 * Keeps what a carrier tells of a parcel; the same again changes nothing, and the sequence in which news come does not matter.
 * Delivered, it delivers the parcel as well. Refuses a parcel that is not known yet.
 */
export async function trackShipment(
  trx: Trx,
  { order, shipment, status, place = '', note = '' }: CarrierNews,
  at: Temporal.Instant,
): Promise<Result<null>> {
  const locked = await lockOrder(trx, order)
  if (!locked.ok) return locked
  const mine = { order_number: order, shipment_id: shipment }
  const known = await trx
    .selectFrom('shipments')
    .select('id')
    .where('order_number', '=', order)
    .where('id', '=', shipment)
    .executeTakeFirst()
  if (!known) return refuse('intake.shipment_unknown', { order, shipment })
  await trx
    .insertInto('shipment_events')
    .values({ ...mine, status, at, place, note })
    // Of two tellings of one moment the same stays, whichever comes first.
    .onConflict((conflict) =>
      conflict.columns(['order_number', 'shipment_id', 'at', 'status']).doUpdateSet({
        place: sql`greatest(shipment_events.place, excluded.place)`,
        note: sql`greatest(shipment_events.note, excluded.note)`,
      }),
    )
    .execute()
  return status === 'delivered'
    ? deliverShipment(trx, { order, shipment, member: null, via: 'storefront' }, at)
    : ok(null)
}

/** Keeps when a carrier says that a parcel arrives: what was said last counts, in whatever order it comes. */
export async function keepEstimate(
  trx: Trx,
  { order, shipment, estimate }: { order: string; shipment: string; estimate: Temporal.Instant },
  at: Temporal.Instant,
): Promise<void> {
  await trx
    .updateTable('shipments')
    .set({ estimated_delivery_at: estimate, estimated_told_at: at })
    .where('order_number', '=', order)
    .where('id', '=', shipment)
    .where(
      sql<boolean>`(coalesce(estimated_told_at, '-infinity'), coalesce(estimated_delivery_at, '-infinity')) < (${at}::timestamptz, ${estimate}::timestamptz)`,
    )
    .execute()
}
