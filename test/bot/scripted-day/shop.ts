import { expect } from 'vitest'
import { money, type Placed, totalOf } from './books.ts'
import type { Day } from './day.ts'
import { DIGITAL, goods, type Sku } from './goods.ts'

/** A line at today's list price. */
export const line = (sku: Sku | typeof DIGITAL.sku, quantity = 1, off = 0) => ({
  ...{ sku, quantity, off, unit: sku === DIGITAL.sku ? DIGITAL.price : goods[sku as Sku].price },
})

/** A customer orders at the shop, which has to agree to the price that the script worked out. */
export async function order(day: Day, placed: Placed, { method = 'alipay', coupon = '' } = {}): Promise<void> {
  const { number, customer, lines, shipping = 0, tax = 0 } = placed
  const asked = {
    ...{ order: number, customer: { id: customer }, ...(coupon && { coupon }) },
    ...{ shipping: money(shipping), tax: money(tax), total: money(totalOf(placed)) },
    items: lines.map(({ sku, quantity }) => ({ sku, quantity })),
    payment: { id: 'P1', method },
  }
  const answer = await day.ask('POST', '/shop/orders', asked)
  expect([answer.status, answer.body], number).toEqual([200, answer.body])
  day.books.place(placed)
}

/** A storefront that decides by itself took an order, in any currency. */
export async function orderElsewhere(day: Day, placed: Placed, ago = 0, rate?: string): Promise<void> {
  const { number, customer, lines, currency = 'CNY', shipping = 0, tax = 0 } = placed
  const items = lines.map(({ sku, quantity, unit, off = 0 }) => ({
    ...{ sku, quantity, unit_price: money(unit, currency), discount: money(off, currency) },
  }))
  const charged = { shipping: money(shipping, currency), tax: money(tax, currency) }
  const told = { order: number, customer: { id: customer }, currency, items, ...charged, ...(rate && { rate }) }
  await day.tell('order.placed', told, { ago })
  day.books.place(placed)
}

/** An order is paid: wholly, unless an amount is given. */
export async function pay(
  day: Day,
  number: string,
  { payment = 'P1', method = 'alipay', amount = totalOf(day.books.order(number)), ago = 0, id = '' } = {},
): Promise<void> {
  const { currency = 'CNY' } = day.books.order(number)
  const told = { order: number, payment, method, amount: money(amount, currency) }
  await day.tell('order.paid', told, { ago, ...(id && { id }) })
  day.books.pay(number, payment, method, amount)
}

/** A payment fails. */
export async function fail(day: Day, number: string, payment = 'F1', method = 'alipay'): Promise<void> {
  const { currency = 'CNY' } = day.books.order(number)
  const amount = totalOf(day.books.order(number))
  await day.tell('payment.failed', { order: number, payment, method, amount: money(amount, currency) })
  day.books.fail(number, payment, method, amount)
}

/** A paid order of goods at their list price. */
export async function sell(day: Day, placed: Placed, method = 'alipay'): Promise<void> {
  await order(day, placed, { method })
  await pay(day, placed.number, { method })
}

/** All that is left of an order leaves the warehouse. */
export async function send(day: Day, number: string, shipment = 'S1'): Promise<void> {
  await day.tell('shipment.updated', { order: number, shipment, status: 'shipped', carrier: 'EMS', tracking: number })
  for (const [at] of day.books.order(number).lines.entries()) day.books.ship(number, at + 1)
}

export const arrive = (day: Day, number: string, shipment = 'S1') =>
  day.tell('shipment.updated', { order: number, shipment, status: 'delivered' })

/** Sold, sent and arrived. */
export async function handOver(day: Day, placed: Placed, method = 'alipay'): Promise<void> {
  await sell(day, placed, method)
  await send(day, placed.number)
  await arrive(day, placed.number)
}
