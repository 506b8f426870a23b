import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { type Refusal, refuse } from '../result.ts'
import { hasOwnGoods } from '../shipping/news.ts'
import { plainly } from '../visible.ts'

/** Orders that a merchant has lines of: the others do not exist for it. `scope` null: all. */
export const hasOwnLine = (scope: string | null) =>
  scope === null
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from order_items
        where order_items.order_number = orders.number and order_items.merchant_id = ${scope})`

/** The number of an order as stored, of one that a person wrote: `#` before it, case and full-width letters do not matter. Null: unknown. */
export async function orderNumbered(db: Db, text: string, scope: string | null): Promise<string | null> {
  const written = text.trim().replace(/^#/, '')
  const plain = plainly(text).replace(/^#/, '')
  const row = await db
    .selectFrom('orders')
    .select('number')
    .where('number', 'in', [written, plain, plain.toUpperCase(), plain.toLowerCase()])
    .where(hasOwnLine(scope))
    .orderBy(sql`number = ${written}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? null
}

/** The number of an order that a text names, by itself or by the tracking number of one of its parcels. Null: none. */
export const knownOrder = async (db: Db, text: string, scope: string | null): Promise<string | null> =>
  (await orderNumbered(db, text, scope)) ?? orderTracked(db, text, scope)

/** Of the orders with a parcel of this tracking number (for a merchant: with its goods in it) the newest. */
async function orderTracked(db: Db, text: string, scope: string | null): Promise<string | null> {
  const row = await db
    .selectFrom('shipments')
    .select('order_number')
    .where(sql`upper(tracking_number)`, '=', plainly(text).toUpperCase())
    .where(hasOwnGoods(scope))
    .orderBy('shipped_at', 'desc')
    .orderBy('order_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.order_number ?? null
}

export async function unknownOrder(db: Db, text: string, scope: string | null): Promise<Refusal> {
  const numbers = sql`select number as key from orders where ${hasOwnLine(scope)}`
  const near = await nearestKeys(db, numbers, plainly(text).replace(/^#/, ''))
  return refuse('order.unknown', { number: text.trim(), count: near.length, nearest: near })
}
