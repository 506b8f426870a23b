import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, may, scopeOf } from '../access/member.ts'
import { containing } from '../containing.ts'
import { slipOf } from '../nearest.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { merchantNamed } from '../team/merchant.ts'
import { plainly } from '../visible.ts'
import { type Categories, categoryNamed, readCategories } from './categories.ts'
import { type Product, productRows, toProduct } from './product.ts'

/** What a list of goods is narrowed to. */
interface Filters {
  words: string[]
  /** Everything below it, too. */
  category?: string
  tag?: string
  /** Its id. */
  merchant?: string
  listed?: boolean
  low?: true
}

const names = ['category', 'tag', 'merchant', 'listed'] as const
const MOST_WORDS = 8

/** Reads `category:tea tag:new merchant:m1 listed:no low green tea`. A value with spaces stands in quotation marks. */
async function parseFilters(db: Db, text: string, categories: Categories): Promise<Result<Filters>> {
  const filters: Filters = { words: [] }
  for (const [token] of plainly(text).matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    const [, name, value = ''] = /^([a-z]+):(.*)$/is.exec(token.replaceAll('"', '')) ?? []
    const key = name?.toLowerCase()
    if (token.toLowerCase() === 'low') filters.low = true
    else if (key === undefined) filters.words.push(token.replaceAll('"', ''))
    else if (key === 'category') {
      const category = categoryNamed(value, categories)
      if (!category.ok) return category
      filters.category = category.value.id
    } else if (key === 'merchant') {
      const merchant = await merchantNamed(db, value)
      if (!merchant.ok) return merchant
      filters.merchant = merchant.value
    } else if (key === 'tag') filters.tag = value
    else if (key === 'listed') {
      if (!/^(yes|no)$/i.test(value)) return refuse('product.listed_malformed', { text: value })
      filters.listed = value.toLowerCase() === 'yes'
    } else {
      const near = slipOf(key, names)
      if (near) return refuse('product.unknown_filter', { filter: key, nearest: `${near}:${value}` })
      filters.words.push(token)
    }
  }
  return ok(filters)
}

export interface ProductList {
  page: Page<Product>
  categories: Categories
}

/**
 * Goods by filters, and words that all have to fit their names of either language, SKU, tags, options or category. By
 * name. Refuses an unknown category, merchant and filter with the nearest. `low` is for who may see stock.
 */
export async function searchProducts(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  request: PageRequest,
): Promise<Result<ProductList>> {
  const missing = denied(member, 'catalogue.view')
  if (missing) return missing
  const categories = await readCategories(db)
  const parsed = await parseFilters(db, text, categories)
  if (!parsed.ok) return parsed
  const { words, category, tag, merchant, listed, low } = parsed.value
  if (low && !may(member, 'stock.view')) return denied(member, 'stock.view') as Result<ProductList>
  const page = await pageByPosition(request, (limit, offset) => {
    let query = productRows(db, member)
    for (const word of words.slice(0, MOST_WORDS)) {
      const pattern = containing(word)
      query = query.where(
        sql<boolean>`(products.name ilike ${pattern} or products.name_zh ilike ${pattern} or products.sku ilike ${pattern}
          or array_to_string(products.tags, ' ') ilike ${pattern} or products.options::text ilike ${pattern}
          or exists (select from categories above where above.id = any(categories.path)
            and (above.id ilike ${pattern} or above.name ilike ${pattern} or above.name_zh ilike ${pattern})))`,
      )
    }
    if (category !== undefined) query = query.where(sql<boolean>`${category} = any(categories.path)`)
    if (tag !== undefined) query = query.where(sql<boolean>`lower(${tag}) = any(lower(products.tags::text)::text[])`)
    if (merchant !== undefined) query = query.where('products.merchant_id', '=', merchant)
    if (listed !== undefined) query = query.where('products.listed', '=', listed)
    if (low) {
      const scope = scopeOf(member, 'stock.view')
      query = query.where(
        sql<boolean>`stock.on_hand - stock.reserved < coalesce(stock.safety_level, ${settings['stock.safety_level']})`,
      )
      if (scope !== null) query = query.where('products.merchant_id', '=', scope)
    }
    return query.orderBy('products.name').orderBy('products.sku').limit(limit).offset(offset).execute()
  })
  return ok({ categories, page: { ...page, rows: page.rows.map((row) => toProduct(row, member)) } })
}
