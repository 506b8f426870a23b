import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../db/tables/index.ts'
import { knownCustomer } from '../customers.ts'
import { isCarried } from '../exchanges/method.ts'
import { type Locale, localeOf } from '../i18n/index.ts'
import { toDecimal } from '../money.ts'
import { sum } from '../orders/lines.ts'
import type { Order } from '../orders/record.ts'
import { pageByPosition } from '../pages.ts'
import { checkMethods } from '../payments/check.ts'
import { paymentFacts } from '../payments/facts.ts'
import { nameOf, readMethods } from '../payments/methods.ts'
import { STOREFRONT } from '../payments/rules.ts'
import { reasonWords } from '../refunds/reason.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { methodsAnswer } from './basket.ts'
import { orderNumber, text } from './fields.ts'

/** Orders on one page. */
const SIZE = 10

/** Which of a customer's orders are asked for. */
export const ordersAsked = z.object({
  order: orderNumber.optional(),
  cursor: text(20).describe('`next` or `previous` of another page').optional(),
  locale: text(35).optional(),
})
export type OrdersAsked = z.infer<typeof ordersAsked>

/**
 * A customer's orders, newest first, with their lines, payments, refunds and the reviews they wrote; for one that waits
 * for its payment also what is left to pay and by which methods. Empty for a customer who has none.
 */
export async function customerOrders(db: Db, customer: string, asked: OrdersAsked, now: Temporal.Instant) {
  const settings = await readSettings(db)
  const locale = localeOf(asked.locale, 'en')
  const page = await pageByPosition({ cursor: asked.cursor, size: SIZE }, (limit, offset) =>
    db
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', customer)
      .$if(asked.order !== undefined, (query) => query.where('number', '=', asked.order ?? ''))
      .orderBy('placed_at', 'desc')
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const parts = await partsOf(
    db,
    page.rows.map(({ number }) => number),
  )
  const methods = new Map((await readMethods(db)).map((one) => [one.code, nameOf(one, locale)]))
  const orders = await Promise.all(
    page.rows.map(async (order) => ({
      ...orderAnswer(order, parts, methods, locale),
      ...(order.status === 'pending_payment' && (await stillToPay(db, settings, order, locale, now))),
    })),
  )
  return { orders, next: page.next, previous: page.previous }
}

type Parts = Awaited<ReturnType<typeof partsOf>>

/** What belongs to these orders, one query a kind. */
async function partsOf(db: Db, numbers: readonly string[]) {
  const own = sql<boolean>`order_number = any(${numbers}::text[])`
  const [lines, payments, refunds, reviews] = await Promise.all([
    db
      .selectFrom('order_items')
      .leftJoin('products', 'products.sku', 'order_items.sku')
      .selectAll('order_items')
      .select('products.name_zh')
      .where(own)
      .orderBy('line')
      .execute(),
    db.selectFrom('payments').selectAll().where(own).orderBy('at').orderBy('id').execute(),
    db.selectFrom('refunds').selectAll().where(own).orderBy('requested_at').orderBy('id').execute(),
    db.selectFrom('reviews').selectAll().where(own).orderBy('at').orderBy('id').execute(),
  ])
  return { lines, payments, refunds, reviews }
}

function orderAnswer(
  order: Order,
  { lines, payments, refunds, reviews }: Parts,
  methods: ReadonlyMap<string, string>,
  locale: Locale,
) {
  const { number, status, currency, placed_at } = order
  const decimal = (amount: bigint) => toDecimal(amount, currency)
  const own = <T extends { order_number: string }>(rows: readonly T[]) =>
    rows.filter(({ order_number }) => order_number === number)
  // What an exchange carries over to its order does not go back to the customer.
  const back = own(refunds).filter((refund) => !isCarried(refund))
  const carried = sum(own(refunds).flatMap((one) => (isCarried(one) && one.state === 'succeeded' ? [one.amount] : [])))
  return {
    ...{ order: number, status, currency, placed_at, estimated_delivery_at: order.estimated_delivery_at },
    ...{ discount: decimal(order.discount), shipping: decimal(order.shipping), tax: decimal(order.tax) },
    ...{ total: decimal(order.total), paid: decimal(order.captured), refunded: decimal(order.refunded - carried) },
    refundable: decimal(order.captured - order.refunded - order.refund_reserved),
    lines: own(lines).map(({ line, sku, name, name_zh, quantity, unit_price, discount, tax }) => ({
      ...{ line, sku, name, name_zh, quantity, unit_price: decimal(unit_price) },
      total: decimal(unit_price * BigInt(quantity) - discount + tax),
    })),
    payments: own(payments).map(({ id, method, amount, status }) => ({
      ...{ id, method, name: methods.get(method) ?? method, amount: decimal(amount), status },
    })),
    refunds: back.map(({ id, state, amount, reason, requested_at }) => ({
      ...{ id, state, amount: decimal(amount), reason: reason && reasonWords(locale, reason), requested_at },
    })),
    reviews: own(reviews).map(({ id, sku, rating, comment, at }) => ({ id, sku, rating, comment, at })),
  }
}

/** What is left to pay of an order, and how it can be paid. What it has begun to pay with does not count against it. */
async function stillToPay(
  db: Db,
  settings: Settings,
  { number, customer_id, currency, region, total, captured }: Order,
  locale: Locale,
  now: Temporal.Instant,
) {
  const amount = total - captured
  const reader = { locale, zone: settings['shop.timezone'] }
  const customer = knownCustomer(customer_id)
  const facts = await paymentFacts(db, settings, { customer, except: number }, now)
  const methods = checkMethods({ amount, currency, customer, region, by: STOREFRONT }, facts)
  return { to_pay: toDecimal(amount, currency), payment_methods: methodsAnswer(methods, currency, reader) }
}
