import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { addressesOf } from '../access/members.ts'

/** Merchants of whose goods in an order something has yet to leave; null: the shop's own. */
export async function sendersOf(db: Db, order: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ merchant: string | null }>`
    select distinct merchant_id as merchant from order_items as item
    where order_number = ${order} and quantity > coalesce((select sum(sent.quantity) from shipment_lines as sent
      where sent.order_number = item.order_number and sent.line = item.line), 0)
    order by 1`.execute(db)
  return rows.map(({ merchant }) => merchant)
}

/** Who is told of goods of a merchant that have to leave: its people who may ship, or the operations channel. */
export const whoShips = (db: Db, merchant: string | null, now: Temporal.Instant): Promise<string[]> =>
  addressesOf(db, { merchant, permission: 'order.ship', otherwise: 'channel.operations' }, now)

/** What a message about goods that have to leave by a time is known by: neither of the first two has a blank. */
export const shipSubject = (order: string, by: Temporal.Instant, merchant: string | null) =>
  `${order} ${by} ${merchant ?? ''}`

/** What such a message is about, and whether the goods are still here; null where the order is gone. */
export async function goodsToShip(db: Db, subject: string) {
  const [, number = '', by = '', merchant = ''] = /^(\S+) (\S+) ([\s\S]*)$/.exec(subject) ?? []
  const order = await db
    .selectFrom('orders')
    .select(['number', 'status'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!order) return null
  const open = ['paid', 'processing'].includes(order.status) && (await sendersOf(db, number)).includes(merchant || null)
  return { number, by: Temporal.Instant.from(by), merchant: merchant || null, open }
}
