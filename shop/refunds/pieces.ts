import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { openLines } from '../orders/ship.ts'
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

/** The refunded pieces that had been shipped: what a refund can put back on the shelf. */
export async function shelfPieces(db: Db, { order_number, id }: Pick<Refund, 'order_number' | 'id'>): Promise<Piece[]> {
  const pieces = await db
    .selectFrom('refund_lines as share')
    .innerJoin('order_items as item', (join) =>
      join.onRef('item.order_number', '=', 'share.order_number').onRef('item.line', '=', 'share.line'),
    )
    .leftJoin('products', 'products.sku', 'item.sku')
    .where('share.order_number', '=', order_number)
    .where('share.refund_id', '=', id)
    .where('share.quantity', '>', 0)
    .select(['share.line', 'item.sku', 'item.name', 'products.name_zh as nameZh', 'share.quantity'])
    .orderBy('share.line')
    .execute()
  if (pieces.length === 0) return []
  const lines = await openLines(db, order_number, null)
  // What returns bring back is put on the shelf by them.
  const { rows: held } = await sql<{ line: number; quantity: bigint }>`${heldByReturns(order_number)}`.execute(db)
  const byReturns = new Map(held.map(({ line, quantity }) => [line, Number(quantity)]))
  const shipped = new Map(lines.map(({ line, quantity, left }) => [line, quantity - left - (byReturns.get(line) ?? 0)]))
  return pieces
    .map((piece) => ({ ...piece, quantity: Math.min(piece.quantity, shipped.get(piece.line) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
}
