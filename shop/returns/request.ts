import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { unknownOrder } from '../orders/find.ts'
import { lockOrder, record } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { noticeSubject } from './find.ts'

/** Goods that a customer wants to send back. With `wanted` a line asks for other goods instead of its money. */
export interface ReturnAsked {
  order: string
  /** The storefront's own id of the request: the same again changes nothing. */
  id: string
  kind: 'return' | 'exchange'
  lines: readonly { line: number; quantity: number; wanted?: string }[]
  reason: string
}

/**
 * Keeps that a customer wants to send goods back, and tells the approvals channel once. Refuses an unknown order, more
 * pieces of a line than were shipped and not asked back before, and unknown goods in exchange.
 */
export async function requestReturn(
  trx: Trx,
  jobs: Jobs,
  { order, id, kind, lines, reason }: ReturnAsked,
  now: Temporal.Instant,
): Promise<Result<null>> {
  const locked = await lockOrder(trx, order)
  if (!locked.ok) return unknownOrder(trx, order, null)
  const mine = { order_number: order, id }
  const known = await trx
    .selectFrom('returns')
    .select('id')
    .where(({ and }) => and(mine))
    .executeTakeFirst()
  if (known) return ok(null)
  const left = await leftToReturn(trx, order)
  const fits = lines.every(({ line, quantity }) => quantity <= (left.get(line) ?? 0))
  if (!fits || new Set(lines.map(({ line }) => line)).size < lines.length)
    return refuse('intake.nothing_to_return', { order })
  for (const { wanted: sku } of lines) {
    const product = sku && trx.selectFrom('products').select('sku').where('sku', '=', sku).executeTakeFirst()
    if (product && !(await product)) return refuse('stock.unknown_sku', { sku, count: 0, nearest: '' })
  }

  await trx
    .insertInto('returns')
    .values({ ...mine, kind, state: 'requested', reason, requested_at: now })
    .execute()
  const rows = lines.map(({ line, quantity, wanted }) => ({ line, quantity, wanted_sku: wanted ?? null }))
  await trx
    .insertInto('return_lines')
    .values(rows.map((row) => ({ order_number: order, return_id: id, ...row })))
    .execute()
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  await record(trx, order, [{ kind: `${kind}_requested`, data: { return: id, pieces, reason } }], now)
  await drawMessage(trx, jobs, {
    ...{ kind: 'return.notice', subject: noticeSubject(order, id), channel: 'channel.approvals' },
  })
  return ok(null)
}

/** Pieces of each line that were shipped and that no return which stands has asked back. */
export async function leftToReturn(trx: Trx, order: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ line: number; left: number }>`
    select item.line, (
      coalesce((select sum(quantity) from shipment_lines as sent
        where sent.order_number = item.order_number and sent.line = item.line), 0)
      - coalesce((select sum(asked.quantity) from return_lines as asked
        join returns on returns.order_number = asked.order_number and returns.id = asked.return_id
        where asked.order_number = item.order_number and asked.line = item.line and returns.state <> 'refused'), 0)
    )::int as left
    from order_items as item where item.order_number = ${order}`.execute(trx)
  return new Map(rows.map(({ line, left }) => [line, left]))
}
