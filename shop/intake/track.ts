import type { Db } from '../../db/tables/index.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { ok, type Result } from '../result.ts'

/** Where an order is, for its customer: nothing that others must not know. */
export async function trackOrder(db: Db, text: string) {
  const number = await orderNumbered(db, text, null)
  if (!number) return unknownOrder(db, text, null)
  const order = await db
    .selectFrom('orders')
    .select(['number', 'status', 'placed_at', 'shipped_at', 'estimated_delivery_at', 'delivered_at', 'cancelled_at'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const shipments = await db
    .selectFrom('shipments')
    .select(['id', 'carrier', 'tracking_number', 'shipped_at', 'delivered_at'])
    .where('order_number', '=', number)
    .orderBy('shipped_at')
    .orderBy('id')
    .execute()
  const lines = await db
    .selectFrom('shipment_lines')
    .innerJoin('order_items', (join) =>
      join
        .onRef('order_items.order_number', '=', 'shipment_lines.order_number')
        .onRef('order_items.line', '=', 'shipment_lines.line'),
    )
    .leftJoin('products', 'products.sku', 'order_items.sku')
    .select(['shipment_id', 'order_items.sku', 'order_items.name', 'products.name_zh', 'shipment_lines.quantity'])
    .where('shipment_lines.order_number', '=', number)
    .orderBy('shipment_lines.line')
    .execute()
  return ok({
    ...order,
    shipments: shipments.map((shipment) => ({
      ...shipment,
      lines: lines.filter(({ shipment_id }) => shipment_id === shipment.id).map(({ shipment_id, ...line }) => line),
    })),
  }) satisfies Result<unknown>
}
