import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { RefundDetails } from './details.ts'

/** What of a refund (of a query over `refunds`) is of this merchant's lines; null where nothing is. All of it without a merchant. */
export const ownAmount = (scope: string | null) =>
  scope === null
    ? sql<bigint | null>`refunds.amount`
    : sql<bigint | null>`(
        select sum(share.goods + share.shipping)::bigint from refund_lines as share
        join order_items as item on item.order_number = share.order_number and item.line = share.line
        where share.order_number = refunds.order_number and share.refund_id = refunds.id and item.merchant_id = ${scope})`

/** A refund as a merchant may see it: its own lines and their money, not how the order was paid. */
export async function ownShare(db: Db, details: RefundDetails, scope: string): Promise<RefundDetails> {
  const { refund } = details
  const own = await db
    .selectFrom('refund_lines as share')
    .innerJoin('order_items as item', (join) =>
      join.onRef('item.order_number', '=', 'share.order_number').onRef('item.line', '=', 'share.line'),
    )
    .where('share.order_number', '=', refund.order_number)
    .where('share.refund_id', '=', refund.id)
    .where('item.merchant_id', '=', scope)
    .select(['share.line', 'share.goods', 'share.shipping'])
    .execute()
  const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)
  const goods = total(own.map((line) => line.goods))
  const shipping = total(own.map((line) => line.shipping))
  const lines = new Set(own.map(({ line }) => line))
  const pieces = details.pieces.filter(({ line }) => lines.has(line))
  return {
    ...details,
    refund: { ...refund, amount: goods + shipping, goods, shipping, surplus: 0n },
    parts: [],
    pieces,
  }
}
