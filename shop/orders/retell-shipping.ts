import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { type OrderEvent, record } from './record.ts'

/**
 * Tells an order's shipping anew in the sequence in which its shipments left, after one was told late: what was left
 * after each, and which was the last, is different then.
 */
export async function retellShipping(trx: Trx, number: string): Promise<void> {
  const told = await trx
    .selectFrom('order_events')
    .selectAll()
    .where('order_number', '=', number)
    .where('kind', 'in', ['processing', 'part_shipped', 'shipped'])
    .orderBy('at')
    .orderBy(sql`data->>'shipment'`)
    .execute()
  const sent = told.filter(({ data }) => data.shipment !== undefined)
  let left = Math.min(...sent.map(({ data }) => Number(data.left))) + total(sent.map(({ data }) => Number(data.pieces)))
  await trx
    .deleteFrom('order_events')
    .where('order_number', '=', number)
    .where(
      'seq',
      'in',
      told.map(({ seq }) => seq),
    )
    .execute()
  for (const [index, { at, member_id: member, data }] of sent.entries()) {
    left -= Number(data.pieces)
    const begun: OrderEvent[] = index === 0 ? [{ kind: 'processing', member }] : []
    await record(
      trx,
      number,
      [...begun, { kind: left === 0 ? 'shipped' : 'part_shipped', member, data: { ...data, left } }],
      at,
    )
  }
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
