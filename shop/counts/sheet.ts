import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { nearest } from '../nearest.ts'
import { categoryNamed, readCategories } from '../products/categories.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard, type StockCard, stockRows, toCard } from '../stock/card.ts'

/** As many as one form holds. */
export const MOST_COUNTED = 20

/** Goods on a sheet, as they are when it is drawn. `since`: their last movement in the ledger, 0 without any. */
export type SheetCard = StockCard & { since: bigint }

/** The categories whose goods a member may count; no more than a menu holds. */
export function countedCategories(db: Db, member: Member) {
  const scope = scopeOf(member, 'stock.count')
  return db
    .selectFrom('products')
    .innerJoin('categories', 'categories.id', 'products.category')
    .select(['categories.id', 'categories.name', 'categories.name_zh as nameZh'])
    .distinct()
    .where(sql<boolean>`length(categories.id) between 1 and 150`)
    .$if(scope !== null, (query) => query.where('merchant_id', '=', scope))
    .orderBy('categories.id')
    .limit(100)
    .execute()
}

/**
 * The goods of a category, and of all below it, to count next: those that were never counted, then those counted longest
 * ago, as many as one form holds. Counting a category again and again goes round it. Refuses a category that no goods
 * are in.
 */
export async function sheetOfCategory(
  db: Db,
  settings: Settings,
  member: Member,
  category: string,
): Promise<Result<SheetCard[]>> {
  const missing = denied(member, 'stock.count')
  if (missing) return missing
  const meant = categoryNamed(category, await readCategories(db))
  const rows = await stockRows(db, scopeOf(member, 'stock.count'))
    .where(sql<boolean>`${meant.ok ? meant.value.id : category} = any(categories.path)`)
    .orderBy(sql`(select max(count_id) from stock_count_lines as counted where counted.sku = products.sku) nulls first`)
    .orderBy('products.sku')
    .limit(MOST_COUNTED)
    .execute()
  if (rows.length > 0)
    return ok(
      await withLedger(
        db,
        rows.map((row) => toCard(row, settings)),
      ),
    )
  const known = await countedCategories(db, member)
  const near = nearest(
    category,
    known.map(({ id }) => id),
    3,
  )
  return refuse('count.category_unknown', { category, count: near.length, nearest: near })
}

/** The goods of a list of SKUs, separated by spaces or commas. Refuses one that is unknown, and too many at once. */
export async function sheetOfList(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
): Promise<Result<SheetCard[]>> {
  const missing = denied(member, 'stock.count')
  if (missing) return missing
  const skus = text.split(/[\s,，、;；]+/).filter(Boolean)
  if (skus.length === 0 || skus.length > MOST_COUNTED) return refuse('count.list_length', { most: MOST_COUNTED })
  const cards = new Map<string, StockCard>()
  for (const sku of skus) {
    const card = await demandCard(db, settings, sku, scopeOf(member, 'stock.count'))
    if (!card.ok) return card
    cards.set(card.value.sku, card.value)
  }
  return ok(await withLedger(db, [...cards.values()]))
}

/**
 * What the ledger says last of each product: how many there are, and by which movement, read as one, so that what moves
 * meanwhile is known to be later.
 */
async function withLedger(db: Db, cards: readonly StockCard[]): Promise<SheetCard[]> {
  const rows = await db
    .selectFrom('stock_movements')
    .distinctOn('sku')
    .select(['sku', 'id', 'on_hand_after'])
    .where(
      'sku',
      'in',
      cards.map(({ sku }) => sku),
    )
    .orderBy('sku')
    .orderBy('id', 'desc')
    .execute()
  const last = new Map(rows.map(({ sku, id, on_hand_after }) => [sku, { onHand: on_hand_after, since: id }]))
  return cards.map((card) => ({ ...card, since: 0n, ...last.get(card.sku) }))
}
