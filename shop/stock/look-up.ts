import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { containing } from '../containing.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard, type StockCard, stockCard, stockRows, toCard } from './card.ts'

/** What `/stock` finds: the one product of that SKU, or those that the words fit. */
export type Found = { card: StockCard } | { matches: Page<StockCard> }

/** Whether a word stands in a product's names, SKU, category or tags. */
export function fitsWord(word: string) {
  const pattern = containing(word)
  return sql<boolean>`(products.name ilike ${pattern} or products.name_zh ilike ${pattern} or products.sku ilike ${pattern}
    or products.category ilike ${pattern} or array_to_string(products.tags, ' ') ilike ${pattern})`
}

/**
 * Looks goods up by SKU (in any case) or by words in their names of either language, SKU, category or tags; all words
 * have to fit. Refuses with the nearest SKUs where nothing does.
 */
export async function lookUpStock(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  request: PageRequest,
): Promise<Result<Found>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  const scope = scopeOf(member, 'stock.view')
  const card = await stockCard(db, settings, text, scope)
  if (card) return ok({ card })
  const matches = await searchStock(db, settings, scope, text, request)
  if (matches.rows.length > 0 || matches.previous) return ok({ matches })
  const near = await demandCard(db, settings, text, scope)
  return near.ok ? ok({ card: near.value }) : near
}

async function searchStock(
  db: Db,
  settings: Settings,
  scope: string | null,
  text: string,
  request: PageRequest,
): Promise<Page<StockCard>> {
  const words = text.trim().split(/\s+/).slice(0, 8)
  const page = await pageByPosition(request, (limit, offset) => {
    let query = stockRows(db, scope)
    for (const word of words) query = query.where(fitsWord(word))
    return query.orderBy('products.name').orderBy('products.sku').limit(limit).offset(offset).execute()
  })
  return { ...page, rows: page.rows.map((row) => toCard(row, settings)) }
}

/** What goods have available, and the level below which they are low. */
const scarcity = (settings: Settings) => ({
  available: sql<number>`(stock.on_hand - stock.reserved)`,
  safety: sql<number>`coalesce(stock.safety_level, ${settings['stock.safety_level']})`,
})

/** How many goods are below their safety level; a merchant's own where one is given. */
export async function countLowStock(db: Db, settings: Settings, merchant: string | null): Promise<bigint> {
  const { available, safety } = scarcity(settings)
  const { count } = await db
    .selectFrom('stock')
    .innerJoin('products', 'products.sku', 'stock.sku')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where(available, '<', safety)
    .$if(merchant !== null, (query) => query.where('products.merchant_id', '=', merchant))
    .executeTakeFirstOrThrow()
  return count
}

/** Goods with less available than their safety level, the most urgent first: sold no more, then the smallest part of it left. */
export async function lowStock(
  db: Db,
  settings: Settings,
  member: Member,
  request: PageRequest,
): Promise<Result<Page<StockCard>>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  const { available, safety } = scarcity(settings)
  const minimum = sql<number>`coalesce(stock.minimum_level, ${settings['stock.minimum_level']})`
  const page = await pageByPosition(request, (limit, offset) =>
    stockRows(db, scopeOf(member, 'stock.view'))
      .where(available, '<', safety)
      .orderBy(sql`${available} <= ${minimum}`, 'desc')
      // Of promised goods there may be fewer than none, also where the safety level is none.
      .orderBy(sql`${available}::float / greatest(${safety}, 1)`)
      .orderBy(sql`${safety} - ${available}`, 'desc')
      .orderBy('products.sku')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map((row) => toCard(row, settings)) })
}
