import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Refund } from './state.ts'

/** So many of one order line. */
export interface Piece {
  line: number
  sku: string
  name: string
  nameZh: string | null
  quantity: number
}

/**
 * The refunded pieces that had been shipped when the refund was asked for: what it can put back on the shelf. What left
 * since then cannot have come back.
 */
export async function shelfPieces(
  db: Db,
  { order_number, id, requested_at }: Pick<Refund, 'order_number' | 'id' | 'requested_at'>,
): Promise<Piece[]> {
  return db
    .selectFrom('refund_lines as share')
    .innerJoin('order_items as item', (join) =>
      join.onRef('item.order_number', '=', 'share.order_number').onRef('item.line', '=', 'share.line'),
    )
    .leftJoin('products', 'products.sku', 'item.sku')
    .innerJoin('shipment_lines as sent', (join) =>
      join.onRef('sent.order_number', '=', 'share.order_number').onRef('sent.line', '=', 'share.line'),
    )
    .innerJoin('shipments', (join) =>
      join
        .onRef('shipments.order_number', '=', 'sent.order_number')
        .onRef('shipments.id', '=', 'sent.shipment_id')
        .on('shipments.shipped_at', '<=', requested_at),
    )
    .where('share.order_number', '=', order_number)
    .where('share.refund_id', '=', id)
    .where('share.quantity', '>', 0)
    .groupBy(['share.line', 'item.sku', 'item.name', 'products.name_zh', 'share.quantity'])
    .select(['share.line', 'item.sku', 'item.name', 'products.name_zh as nameZh'])
    .select(sql<number>`least(share.quantity, sum(sent.quantity))::int`.as('quantity'))
    .orderBy('share.line')
    .execute()
}
