import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'
import { moveOrderStock } from '../stock/order-stock.ts'
import { deliverOrder } from './deliver.ts'
import { type Order, record, updateOrder } from './record.ts'
import { openLines } from './ship.ts'
import { tellStatus } from './tell-status.ts'

/**
 * Ends what has not left of an order (locked by the caller) of which something has: those pieces will not be sent, and can
 * be sold again. The order goes on with what has left: it is shipped, and delivered where all of that has arrived.
 */
export async function sendNoMore(trx: Trx, jobs: Jobs, order: Order, now: Temporal.Instant): Promise<void> {
  const { number } = order
  const open = (await openLines(trx, number, null)).filter(({ left }) => left > 0)
  if (open.length === 0) return
  const lines = open.map(({ line, sku, left }) => ({ line, sku, quantity: left }))
  demand(await moveOrderStock(trx, jobs, { order: number, kind: 'release', part: 'not-sent', lines }, now))
  for (const { line, quantity } of lines)
    await trx
      .updateTable('order_items')
      .set({ not_sent: sql`not_sent + ${quantity}` })
      .where('order_number', '=', number)
      .where('line', '=', line)
      .execute()
  const sent = await trx
    .selectFrom('shipments')
    .select(({ fn }) => [fn.max('shipped_at').as('left'), fn.max('delivered_at').as('arrived')])
    .select(sql<boolean>`bool_and(delivered_at is not null)`.as('all_arrived'))
    .where('order_number', '=', number)
    .executeTakeFirstOrThrow()
  const after = await updateOrder(trx, number, { status: 'shipped', shipped_at: sent.left })
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  await record(trx, number, [{ kind: 'not_sent', data: { pieces } }], now)
  await tellStatus(trx, order, after, now)
  if (sent.all_arrived && sent.arrived)
    demand(await deliverOrder(trx, { order: number, member: null, via: 'refund' }, sent.arrived))
}
