import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import type { BasketLine, Priced } from './basket.ts'
import { type Buyer, factsOf } from './facts.ts'
import { type PromotionList, priceBasket } from './price.ts'

export interface QuoteAsked extends Buyer {
  items: readonly { sku: string; quantity: number }[]
  /** That of the customer's record where null. */
  region: string | null
  /** Goods that are not listed are priced as well. */
  unlisted?: boolean
}

/**
 * A basket with its price. `coupon`: why the coupon that was brought is none; `couponOf`: the promotion that it is for,
 * where it is one.
 */
export interface Quote extends Priced {
  readonly names: ReadonlyMap<string, { name: string; nameZh: string | null }>
  /** Goods that are not listed. */
  readonly unlisted: readonly string[]
  readonly customer: string | null
  readonly region: string | null
  readonly at: Temporal.Instant
  readonly coupon: Refusal | null
  readonly couponOf: string | null
  /** By which it was priced. */
  readonly promotions: PromotionList['promotions']
}

/** Why the promotion of the coupon that was brought takes nothing off; null where it does, or none was brought. */
export const missedCoupon = ({ missed, couponOf }: Quote): Refusal | null =>
  missed.find(({ promotion }) => promotion === couponOf)?.why ?? null

const mostLines = 200
const mostPieces = 100_000

/**
 * Prices a basket as it would be at an instant, by a list of promotions (see `openPromotionBook`). Refuses unknown goods, goods that
 * are not listed (unless they are asked for) or not in the shop's currency, and quantities that no order takes.
 */
export async function quote(
  db: Db,
  settings: Settings,
  list: PromotionList,
  asked: QuoteAsked,
  at: Temporal.Instant,
): Promise<Result<Quote>> {
  const currency = settings['shop.currency']
  const goods = await linesOf(db, asked, currency)
  if (!goods.ok) return goods
  const { lines, names, unlisted } = goods.value
  const customer = asked.customer || null
  const { facts, coupon } = await factsOf(db, { customer, coupon: asked.coupon }, list.promotions, at)
  const region = asked.region ?? (customer === null ? null : await regionOf(db, customer))
  const basket = { currency, lines, customer, region }
  const priced = priceBasket(basket, list, facts)
  const couponOf = facts.coupon?.promotion ?? null
  return ok({ ...priced, names, unlisted, customer, region, at, coupon, couponOf, promotions: list.promotions })
}

async function regionOf(db: Db, customer: string): Promise<string | null> {
  const row = await db.selectFrom('customers').select('region').where('id', '=', customer).executeTakeFirst()
  return row?.region ?? null
}

async function linesOf(
  db: Db,
  { items, unlisted = false }: Pick<QuoteAsked, 'items' | 'unlisted'>,
  currency: string,
): Promise<Result<Pick<Quote, 'names' | 'unlisted'> & { lines: BasketLine[] }>> {
  if (items.length === 0 || items.length > mostLines) return refuse('order.no_items', { most: mostLines })
  const folded = items.map(({ sku }) => sku.toLowerCase())
  const products = await db
    .selectFrom('products')
    .leftJoin('categories', 'categories.id', 'products.category')
    .select(['sku', 'products.name', 'products.name_zh as nameZh', 'price', 'currency', 'listed', 'categories.path'])
    .select(['tags', 'merchant_id as merchant'])
    .where(sql`lower(sku)`, '=', sql`any(${folded}::text[])`)
    .execute()
  const lines: BasketLine[] = []
  for (const { sku: written, quantity } of items) {
    const product =
      products.find(({ sku }) => sku === written) ??
      products.find(({ sku }) => sku.toLowerCase() === written.toLowerCase())
    if (!product) {
      const near = await nearestKeys(db, sql`select sku as key from products`, written)
      return refuse('stock.unknown_sku', { sku: written, count: near.length, nearest: near })
    }
    const { sku, price, path, tags, merchant } = product
    if (!product.listed && !unlisted) return refuse('product.unlisted', { sku })
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostPieces)
      return refuse('order.quantity_malformed', { sku, most: mostPieces })
    if (product.currency !== currency) return refuse('order.price_needed', { sku, currency: product.currency })
    lines.push({ sku, quantity, unitPrice: price, categories: path ?? [], tags, merchant })
  }
  return ok({
    lines,
    names: new Map(products.map(({ sku, name, nameZh }) => [sku, { name, nameZh }])),
    unlisted: products.filter(({ listed }) => !listed).map(({ sku }) => sku),
  })
}
