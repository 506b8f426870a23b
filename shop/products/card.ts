import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { type Member, may } from '../access/member.ts'
import { ok, type Result } from '../result.ts'
import { type Categories, readCategories } from './categories.ts'
import { latestPrices, type PriceChange, waitingPrice } from './prices.ts'
import { demandProduct, type Product, productRows, toProduct } from './product.ts'
import { mayDecide } from './waiting-prices.ts'

/** One product with all that its card tells. */
export interface ProductCard {
  product: Product
  categories: Categories
  /** The others of its group, the first one first. */
  siblings: Product[]
  /** What it cost before, newest first; only for who may change it. */
  prices: PriceChange[]
  /** What waits, for who may change or decide it, and what they may do about it. */
  waiting: { change: PriceChange; decide: boolean; withdraw: boolean } | null
}

const MOST_SIBLINGS = 30

/** A product's card. Refuses an unknown SKU with the nearest ones. */
export async function productCard(db: Db, member: Member, sku: string): Promise<Result<ProductCard>> {
  const found = await demandProduct(db, member, sku)
  if (!found.ok) return found
  const product = found.value
  const group = product.variantOf ?? product.sku
  const rows = await productRows(db, member)
    .where((eb) => eb.or([eb('products.variant_of', '=', group), eb('products.sku', '=', group)]))
    .where('products.sku', '<>', product.sku)
    .orderBy(sql`products.sku <> ${group}`)
    .orderBy('products.sku')
    .limit(MOST_SIBLINGS)
    .execute()
  return ok({
    product,
    categories: await readCategories(db),
    siblings: rows.map((row) => toProduct(row, member)),
    prices: product.editable ? await latestPrices(db, product.sku) : [],
    waiting: await waitingOf(db, member, product),
  })
}

async function waitingOf(db: Db, member: Member, { sku, editable }: Product): Promise<ProductCard['waiting']> {
  const change = editable || may(member, 'price.approve') ? await waitingPrice(db, sku) : null
  return change && { change, decide: mayDecide(member, change), withdraw: change.requested_by === member.id }
}
