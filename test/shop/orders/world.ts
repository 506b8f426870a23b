import type { Db } from '../../../db/tables/index.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { type NewOrder, placeOrder } from '../../../shop/orders/place.ts'
import { demand } from '../../../shop/result.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'

/** A shop with goods of two merchants, and short ways to make and see orders. */
export async function orderWorld(db: Db) {
  const { jobs } = recordingJobs()
  await putOnSale(db, { sku: 'TEA', name: 'Green Tea', price: 10_00n, merchant: 'm1' })
  await putOnSale(db, { sku: 'CUP', name: 'Tea Cup', price: 3_33n, merchant: 'm2' })
  await putOnSale(db, { sku: 'RARE', price: 99_00n, onHand: 1 })
  let count = 0
  const place = (more: Partial<NewOrder> = {}, at = now) => {
    const order = {
      number: `A-${100 + count++}`,
      customer: { id: 'c1', name: 'Lin' },
      items: [{ sku: 'TEA', quantity: 1 }],
    }
    return placeOrder(db, jobs, { ...order, ...more }, at)
  }
  return {
    jobs,
    place,
    placed: async (more: Partial<NewOrder> = {}, at = now) => demand(await place(more, at)),
    pay: (order: string, amount: bigint, payment = 'P1') =>
      capturePayment(db, { order, payment, method: 'alipay', amount }, hoursLater(1)),
    stock: (sku: string) =>
      db.selectFrom('stock').select(['on_hand', 'reserved']).where('sku', '=', sku).executeTakeFirstOrThrow(),
    card: async (number: string, member = manager) => demand(await orderCard(db, member, number)),
  }
}

/** The customer or the storefront. */
export const nobody = { member: null, via: 'test' }
