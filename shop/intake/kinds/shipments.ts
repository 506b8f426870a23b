import { sql } from 'kysely'
import { z } from 'zod'
import type { Trx } from '../../../db/tables/index.ts'
import { MOST_TRACKING, shipOrder } from '../../orders/ship.ts'
import { deliverShipment } from '../../shipping/deliver.ts'
import { keepEstimate, parcelStatuses, trackShipment } from '../../shipping/track.ts'
import { instant, orderNumber, quantity, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

/** Who acts where a storefront tells: nobody of the team. */
const acting = { member: null, via: 'storefront' } as const

const shipped = z.object({
  order: orderNumber,
  shipment: text(64),
  status: z.enum(['shipped', 'delivered']),
  carrier: text(80).optional(),
  tracking: text(MOST_TRACKING).optional(),
  lines: z
    .array(z.object({ line: z.int().min(1), quantity }))
    .min(1)
    .max(200)
    .optional(),
  estimated_delivery_at: instant.optional(),
})

/** Goods left, or arrived. */
export const shipmentUpdated: EventKind<z.infer<typeof shipped>> = {
  type: 'shipment.updated',
  about: 'Goods left the warehouse (all that is left of the order without `lines`), or the carrier delivered them.',
  schema: shipped,
  example: { order: '1042', shipment: 'S1', status: 'shipped', carrier: 'SF Express', tracking: 'SF1042' },
  subject: ({ order }) => orderKey(order),
  async apply({ trx, jobs, at }, { order, shipment, status, carrier, tracking, lines, estimated_delivery_at: eta }) {
    const sent = { order, shipment, carrier: carrier ?? null, tracking: tracking ?? null, ...acting }
    const done = await (status === 'delivered'
      ? deliverShipment(trx, { order, shipment, ...acting }, at)
      : shipOrder(trx, jobs, { ...sent, happened: true, ...(lines && { lines }) }, at))
    if (done.ok) await keepEstimates(trx, { order, shipment, eta }, at)
    return done
  },
}

const tracked = z.object({
  order: orderNumber,
  shipment: text(64),
  status: z.enum(parcelStatuses),
  place: text(120).optional().describe('where it is, for people'),
  note: text(500).optional().describe('what the carrier says, for people'),
  estimated_delivery_at: instant.optional(),
})

/** News of a parcel from its carrier. */
export const shipmentTracked: EventKind<z.infer<typeof tracked>> = {
  type: 'shipment.tracked',
  about:
    'A carrier tells where a parcel is, at the event’s `timestamp`. `delivered` delivers it as `shipment.updated` does; the earlier of the two counts.',
  schema: tracked,
  example: { order: '1042', shipment: 'S1', status: 'in_transit', place: '武汉' },
  subject: ({ order }) => orderKey(order),
  async apply({ trx, at }, { estimated_delivery_at: eta, ...news }) {
    const done = await trackShipment(trx, news, at)
    if (done.ok) await keepEstimates(trx, { ...news, eta }, at)
    return done
  },
}

/** The estimate of the latest news of a parcel, and of the latest of any parcel for its order, in whatever order they come. */
async function keepEstimates(
  trx: Trx,
  { order, shipment, eta }: { order: string; shipment: string; eta?: string | undefined },
  at: Temporal.Instant,
): Promise<void> {
  if (!eta) return
  const estimate = Temporal.Instant.from(eta)
  await keepEstimate(trx, { order, shipment, estimate }, at)
  await trx
    .updateTable('orders')
    .set({ estimated_delivery_at: estimate })
    .where('number', '=', order)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('shipments')
            .select('id')
            .where('order_number', '=', order)
            .where(
              sql<boolean>`(estimated_told_at, estimated_delivery_at) > (${at}::timestamptz, ${estimate}::timestamptz)`,
            ),
        ),
      ),
    )
    .execute()
}
