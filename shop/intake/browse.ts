import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../db/tables/index.ts'
import { toDecimal } from '../money.ts'
import { pageByPosition } from '../pages.ts'
import type { PromotionBook } from '../promotions/book.ts'
import { counterKey, countersAt, promotionSubject } from '../promotions/counters.ts'
import { linesInScope } from '../promotions/price.ts'
import { nothingUsed, type Promotion, stateOf } from '../promotions/promotion.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { type StockCard, stockRows, toCard } from '../stock/card.ts'
import { fitsWord } from '../stock/look-up.ts'
import { id, text } from './fields.ts'

/** Goods on one page. */
const SIZE = 20

/** What a customer looks for among the goods that are listed. */
export const goodsAsked = z.object({
  search: text(200).optional(),
  category: text(80).optional(),
  sku: text(64).describe('only this one').optional(),
  customer: id.optional(),
  saved: z.literal('true').describe('`true`: only what the customer saved').optional(),
  cursor: text(20).describe('`next` or `previous` of another page').optional(),
})
export type GoodsAsked = z.infer<typeof goodsAsked>

/** A promotion that runs now, with the goods it takes in. */
type Running = Pick<Promotion, 'code' | 'type' | 'scope' | 'terms'> & { until: Temporal.Instant | null }

/**
 * A page of listed goods for customers, by name: price, whether there are any, and the promotions that run for them.
 * Every word searched for has to fit the name in either language, the SKU, the category or a tag. `categories` come with
 * the first page only.
 */
export async function browseGoods(db: Db, book: PromotionBook, asked: GoodsAsked, now: Temporal.Instant) {
  const { search = '', category, sku, customer = null, saved, cursor } = asked
  const settings = await readSettings(db)
  const isSaved = sql<boolean>`exists (select from favourites as own
    where own.customer_id = ${customer} and own.sku = products.sku and own.saved)`
  const page = await pageByPosition({ cursor, size: SIZE }, (limit, offset) => {
    let query = stockRows(db, null)
      .select(['products.tags', 'categories.path', isSaved.as('saved')])
      .where('products.listed', '=', true)
    for (const word of search.split(/\s+/).slice(0, 8)) if (word) query = query.where(fitsWord(word))
    if (category) query = query.where(sql<boolean>`${category} = any(categories.path)`)
    if (sku) query = query.where('products.sku', '=', sku)
    if (saved) query = query.where(isSaved)
    return query.orderBy('products.name').orderBy('products.sku').limit(limit).offset(offset).execute()
  })
  const running = await runningNow(db, (await book(db, settings)).promotions, now)
  return {
    products: page.rows.map(({ tags, path, saved, ...row }) => {
      const card = toCard(row, settings)
      const promotions = promotionsFor({ ...card, tags, categories: path ?? [] }, running)
      return { ...productAnswer(card, settings), tags, saved, promotions }
    }),
    ...{ next: page.next, previous: page.previous },
    ...(!cursor && { categories: await categories(db) }),
  }
}

const productAnswer = (card: StockCard, settings: Settings) => ({
  ...{ sku: card.sku, name: card.name, name_zh: card.nameZh, category: card.category },
  ...{ merchant: card.merchant?.name ?? null, price: toDecimal(card.price, card.currency), currency: card.currency },
  ...stockOf(card, settings),
})

/**
 * What customers are told of the stock: how many there are only where they are few. Goods sell down to the minimum, or on
 * and on where orders are taken for what is not there yet.
 */
function stockOf({ tracked, available, levels }: StockCard, settings: Settings) {
  const left = Math.max(0, available - levels.minimum)
  if (!tracked || settings['stock.back_orders']) return { stock: 'in_stock', left: null }
  if (left === 0) return { stock: 'sold_out', left }
  return available < levels.safety ? { stock: 'low', left } : { stock: 'in_stock', left: null }
}

async function runningNow(db: Db, promotions: readonly Promotion[], now: Temporal.Instant): Promise<Running[]> {
  const counters = await countersAt(
    db,
    promotions.map(({ code }) => promotionSubject(code)),
    null,
  )
  return promotions.flatMap((promotion) => {
    const used = counters.get(counterKey(promotionSubject(promotion.code), null)) ?? nothingUsed
    const { state, until } = stateOf(promotion, used, now)
    return state === 'running' ? [{ ...promotion, until }] : []
  })
}

const promotionsFor = (
  { sku, price, categories, merchant, tags }: StockCard & { tags: string[]; categories: string[] },
  running: Running[],
) => {
  const line = { sku, quantity: 1, unitPrice: price, categories, tags, merchant: merchant?.id ?? null }
  return running
    .filter(({ scope }) => linesInScope(scope, [line]).length > 0)
    .map(({ code, terms, until }) => ({
      ...{ promotion: code, name: terms.name, name_zh: terms.name_zh, needs_coupon: terms.needs_coupon, until },
    }))
}

/** The categories that something listed is in, each after those above it; `path`: the ids from the root down to it. */
const categories = (db: Db) =>
  db
    .selectFrom('categories')
    .select(['id', 'name', 'name_zh', 'parent_id as parent', 'path'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('products')
          .select('sku')
          .where('listed', '=', true)
          .whereRef('products.category', '=', 'categories.id'),
      ),
    )
    .orderBy('path')
    .execute()
