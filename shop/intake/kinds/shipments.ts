import { sql } from 'kysely'
import { z } from 'zod'
import type { Trx } from '../../../db/tables/index.ts'
import { shipmentUpdatedTold } from '../../callbacks/kinds/orders.ts'
import { tellStorefront } from '../../callbacks/tell.ts'
import { deliverOrder } from '../../orders/deliver.ts'
import { shipOrder } from '../../orders/ship.ts'
import { ok, type Result, refuse } from '../../result.ts'
import { instant, orderNumber, quantity, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

/** Who acts where a storefront tells: nobody of the team. */
const acting = { member: null, via: 'storefront' } as const

const shipped = z.object({
  order: orderNumber,
  shipment: text(64),
  status: z.enum(['shipped', 'delivered']),
  carrier: text(80).optional(),
  tracking: text(80).optional(),
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
    if (eta) await keepEstimate(trx, order, Temporal.Instant.from(eta), at)
    if (status === 'delivered') return deliverShipment(trx, order, shipment, at)
    const sent = {
      order,
      shipment,
      carrier: carrier ?? null,
      tracking: tracking ?? null,
      happened: true as const,
      ...acting,
    }
    return shipOrder(trx, jobs, { ...sent, ...(lines && { lines }) }, at)
  },
}

/** The estimate of the latest shipment news, in whatever order they come. */
async function keepEstimate(trx: Trx, order: string, estimate: Temporal.Instant, at: Temporal.Instant): Promise<void> {
  await trx
    .updateTable('orders')
    .set({ estimated_delivery_at: estimate })
    .where('number', '=', order)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('storefront_events')
            .select('id')
            .where('subject', '=', orderKey(order))
            .where('type', '=', 'shipment.updated')
            .where('state', '=', 'applied')
            .where('occurred_at', '>', at)
            .where(sql<boolean>`data ? 'estimated_delivery_at'`),
        ),
      ),
    )
    .execute()
}

/** The order is delivered once the last of its shipments is; a shipment that has not been told of yet is waited for. */
async function deliverShipment(
  trx: Trx,
  order: string,
  shipment: string,
  at: Temporal.Instant,
): Promise<Result<unknown>> {
  const mine = { order_number: order, id: shipment }
  const known = await trx
    .selectFrom('shipments')
    .select('delivered_at')
    .where(({ and }) => and(mine))
    .forUpdate()
    .executeTakeFirst()
  if (!known) return refuse('intake.shipment_unknown', { order, shipment })
  await trx
    .updateTable('shipments')
    .set({ delivered_at: at })
    .where(({ and }) => and(mine))
    .execute()
  if (known.delivered_at === null)
    await tellStorefront(trx, shipmentUpdatedTold, { order, shipment, status: 'delivered' }, at)
  const rows = await trx.selectFrom('shipments').select('delivered_at').where('order_number', '=', order).execute()
  if (rows.some(({ delivered_at }) => delivered_at === null)) return ok(null)
  const last = rows
    .flatMap(({ delivered_at }) => delivered_at ?? [])
    .reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b))
  const done = await deliverOrder(trx, { order, ...acting }, last)
  if (done.ok || done.code !== 'order.wrong_status') return done
  // The customer had said so before the carrier did.
  if (done.values.status === 'completed') return ok(await deliveredBefore(trx, order, last))
  // Part of it has not left yet: the order is delivered with its last shipment.
  return done.values.status === 'processing' ? ok(null) : done
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
