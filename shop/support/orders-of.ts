import type { Db } from '../../db/tables/index.ts'
import { carriedTo } from '../exchanges/method.ts'

/** Of a customer's orders, so many are shown beside their conversation. */
const MOST = 5

/** A customer's newest orders with their refunds. */
export async function ordersOf(db: Db, customer: string) {
  const orders = await db
    .selectFrom('orders')
    .select(['number', 'status', 'total', 'currency', 'placed_at'])
    .where('customer_id', '=', customer)
    .orderBy('placed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(MOST)
    .execute()
  if (orders.length === 0) return []
  const refunds = await db
    .selectFrom('refunds')
    .select(['order_number', 'id', 'state', 'amount', carriedTo.as('carriedTo')])
    .where(
      'order_number',
      'in',
      orders.map(({ number }) => number),
    )
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return orders.map((order) => ({
    ...order,
    refunds: refunds.filter(({ order_number: number }) => number === order.number),
  }))
}

export type OrderOfCustomer = Awaited<ReturnType<typeof ordersOf>>[number]

/** The same as it is kept with an answer: what the agent had before them. */
export const ordersSeen = async (db: Db, customer: string) =>
  (await ordersOf(db, customer)).map(({ number, status, refunds }) => ({
    order: number,
    status,
    refunds: refunds.filter(({ carriedTo }) => carriedTo === null).map(({ state }) => state),
  }))
