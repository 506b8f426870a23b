import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { openLines } from '../orders/ship.ts'
import { ok, type Result, refuse } from '../result.ts'
import { leftToReturn } from './held.ts'

/** An order with how many pieces of its lines can come back. */
export interface ToReturn {
  order: string
  lines: { line: number; sku: string; name: string; nameZh: string | null; left: number }[]
}

/** What of an order a colleague can ask back for its customer; a merchant its own lines. Refuses where that is nothing. */
export async function toReturn(db: Db, member: Member, text: string): Promise<Result<ToReturn>> {
  const missing = denied(member, 'refund.request')
  if (missing) return missing
  const scope = scopeOf(member, 'refund.request')
  const order = await orderNumbered(db, text, scope)
  if (!order) return unknownOrder(db, text, scope)
  const [items, left] = await Promise.all([openLines(db, order, scope), leftToReturn(db, order)])
  const lines = items
    .map(({ line, sku, name, nameZh }) => ({ line, sku, name, nameZh, left: left.get(line) ?? 0 }))
    .filter((line) => line.left > 0)
  return lines.length > 0 ? ok({ order, lines }) : refuse('return.nothing', { number: order })
}
