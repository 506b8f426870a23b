import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { guestOf } from '../customers.ts'
import type { Jobs } from '../jobs.ts'
import { parseAmount } from '../money.ts'
import { placeOrder } from '../orders/place.ts'
import type { Order } from '../orders/record.ts'
import { checkMethods, type Verdict } from '../payments/check.ts'
import { paymentFacts } from '../payments/facts.ts'
import { STOREFRONT } from '../payments/rules.ts'
import { takeMethod } from '../payments/take.ts'
import type { PromotionBook } from '../promotions/book.ts'
import { missedCoupon, type Quote, quote } from '../promotions/quote.ts'
import { takePromotions } from '../promotions/take.ts'
import { demand, ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { notSellable } from '../stock/sellable.ts'
import { transact } from '../transact.ts'
import type { BasketAsked, OrderAsked } from './basket.ts'

/** A price, and how it could be paid. */
export interface BasketQuote {
  quote: Quote
  methods: readonly Verdict[]
  /** By whose clock instants are told. */
  zone: string
}

/**
 * Prices what a customer wants to buy, and says by which methods it could be paid. Refuses unknown goods and more than
 * there is to sell.
 */
export async function quoteBasket(
  db: Db,
  book: PromotionBook,
  asked: BasketAsked,
  now: Temporal.Instant,
): Promise<Result<BasketQuote>> {
  const settings = await readSettings(db)
  const priced = await quote(db, settings, await book(db, settings), buyerOf(asked), now)
  if (!priced.ok) return priced
  const { total: amount, currency, customer, region } = priced.value
  const [short] = (await notSellable(db, settings, priced.value.lines)).values()
  if (short) return short
  const facts = await paymentFacts(db, settings, { customer }, now)
  const methods = checkMethods({ amount, currency, customer, region, by: STOREFRONT }, facts)
  return ok({ quote: priced.value, methods, zone: settings['shop.timezone'] })
}

const buyerOf = ({ items, customer, region, coupon }: BasketAsked) => ({
  items,
  customer: customer?.id ?? null,
  region: region ?? customer?.region ?? null,
  coupon: coupon ?? null,
})

/**
 * Places an order as a customer asks for it, in one transaction: prices it, promises it the goods, and takes what it
 * uses of promotions, coupons and its payment method. The same number again gives the order as it stands, and takes the
 * method that it names where the order still waits for its payment. Refuses a number of another customer's order, guests
 * where the settings do, a coupon that is none or that takes nothing off a price that the customer was not shown, a price
 * that is another than they were shown, goods that are sold out, a method that does not apply, and limits that are reached.
 */
export function placeAsked(
  db: Db,
  jobs: Jobs,
  book: PromotionBook,
  asked: OrderAsked,
  now: Temporal.Instant,
): Promise<Result<Order>> {
  return transact(db, async (trx) => {
    // Twins queue up here, before anything is priced.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`order:${asked.order}`}, 0))`.execute(trx)
    const placed = await trx.selectFrom('orders').selectAll().where('number', '=', asked.order).executeTakeFirst()
    const settings = await readSettings(trx)
    const buyer = asked.customer?.id ?? guestOf(asked.order)
    if (placed && placed.customer_id !== buyer) return refuse('intake.number_taken', { number: asked.order })
    if (placed) return payBy(trx, asked, placed, settings, now)
    if (!asked.customer && settings['order.guests'] === false) return refuse('intake.guests_refused')
    const priced = await quote(trx, settings, await book(trx, settings), buyerOf(asked), now)
    if (!priced.ok) return priced
    const useless = priced.value.coupon ?? (asked.total === undefined && missedCoupon(priced.value))
    if (useless) return useless
    const figures = figuresOf(asked, priced.value, settings)
    if (!figures.ok) return figures
    const order = await place(trx, jobs, asked, priced.value, figures.value, settings, now)
    return order.ok ? payBy(trx, asked, order.value, settings, now) : order
  })
}

interface Figures {
  shipping: bigint
  tax: bigint
}

/** Shipping and tax; refuses a total that the customer was not shown. */
function figuresOf({ shipping, tax, total }: OrderAsked, { total: goods }: Quote, settings: Settings): Result<Figures> {
  const currency = settings['shop.currency']
  const read = [shipping, tax, total].map((text) => (text === undefined ? ok(null) : parseAmount(text, currency)))
  const bad = read.find(({ ok }) => !ok)
  if (bad && !bad.ok) return bad
  const [sent, taxed, agreed] = read.map(demand)
  const figures = { shipping: sent ?? 0n, tax: taxed ?? 0n }
  const sum = goods + figures.shipping + figures.tax
  if (agreed != null && agreed !== sum) return refuse('intake.total_changed', { agreed, total: sum, currency })
  return ok(figures)
}

async function place(
  trx: Trx,
  jobs: Jobs,
  { order: number, customer }: OrderAsked,
  { lines, applied, region }: Quote,
  figures: Figures,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<Order>> {
  const items = lines.map(({ sku, quantity, unitPrice, gross, total }) => ({
    ...{ sku, quantity, unitPrice, discount: gross - total },
  }))
  const buyer = customer ?? { id: guestOf(number) }
  const order = await placeOrder(trx, jobs, { number, customer: buyer, region, items, ...figures }, now, settings)
  if (!order.ok) return order
  const taken = await takePromotions(trx, { order: number, customer: customer?.id ?? null, applied }, now, settings)
  return taken.ok ? order : taken
}

/** Takes a use of the method by which an order is going to be paid, as long as it waits for its payment. */
async function payBy(
  trx: Trx,
  { payment }: OrderAsked,
  order: Order,
  settings: Settings,
  now: Temporal.Instant,
): Promise<Result<Order>> {
  if (!payment || order.status !== 'pending_payment') return ok(order)
  const { number, total, captured } = order
  const asked = { order: number, payment: payment.id, method: payment.method, amount: total - captured }
  const taken = await takeMethod(trx, { ...asked, by: STOREFRONT }, now, settings)
  return taken.ok ? ok(order) : taken
}
