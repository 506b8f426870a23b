import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { heldByReturns } from '../returns/held.ts'
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
 * since then cannot have come back, and what returns bring back is put on the shelf by them.
 */
export async function shelfPieces(
  db: Db,
  { order_number, id, requested_at }: Pick<Refund, 'order_number' | 'id' | 'requested_at'>,
): Promise<Piece[]> {
  const pieces = await db
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
    .select(['share.line', 'item.sku', 'item.name', 'products.name_zh as nameZh', 'share.quantity'])
    .select(sql<number>`sum(sent.quantity)::int`.as('sent'))
    .orderBy('share.line')
    .execute()
  if (pieces.length === 0) return []
  const { rows } = await sql<{ line: number; quantity: bigint }>`${heldByReturns(order_number)}`.execute(db)
  const byReturns = new Map(rows.map(({ line, quantity }) => [line, Number(quantity)]))
  return pieces
    .map(({ sent, ...piece }) => ({
      ...piece,
      quantity: Math.min(piece.quantity, sent - (byReturns.get(piece.line) ?? 0)),
    }))
    .filter(({ quantity }) => quantity > 0)
}
