import { sql } from 'kysely'
import { prepare } from '../../db/prepare.ts'
import type { Db } from '../../db/tables/index.ts'
import { nearestKeys } from '../nearest-keys.ts'
import type { Restock, RestockState } from '../restocks/restock.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { plainly } from '../visible.ts'
import { perDay } from './cover.ts'
import { type Levels, levelsInForce, type OwnLevels, ownLevels } from './levels.ts'

/** What a card tells of a request for new goods. */
type OpenRestock = Pick<Restock, 'id' | 'state' | 'quantity' | 'promised' | 'dueOn' | 'received' | 'reason'>

/** What the shop has of one product. Untracked goods count nothing: `onHand`, `reserved` and `available` are 0. */
export interface StockCard {
  sku: string
  name: string
  nameZh: string | null
  category: string | null
  /** What that is called. */
  shelf: { name: string; nameZh: string | null } | null
  merchant: { id: string; name: string } | null
  price: bigint
  currency: string
  tracked: boolean
  onHand: number
  reserved: number
  available: number
  levels: Levels
  own: OwnLevels
  /** Since when it has been below safety; null where it is not. */
  lowSince: Temporal.Instant | null
  /** Since when selling has stopped; null where it goes on. */
  stoppedSince: Temporal.Instant | null
  /** The oldest request for new goods of which some may still come. */
  restock: OpenRestock | null
  /** Units ordered a day on average, lately. */
  dailySales: number
}

/** Products with their stock, limited to a merchant's own where `scope` names one. */
export const stockRows = (db: Db, scope: string | null) =>
  db
    .selectFrom('products')
    .leftJoin('stock', 'stock.sku', 'products.sku')
    .leftJoin('categories', 'categories.id', 'products.category')
    .leftJoin('merchants', 'merchants.id', 'products.merchant_id')
    .leftJoin('recent_sales', 'recent_sales.sku', 'products.sku')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('restocks')
          .select(['id', 'state', 'quantity', 'promised', 'due_on', 'received'])
          .whereRef('restocks.sku', '=', 'products.sku')
          .where(sql<boolean>`state in ('asked', 'promised')`)
          .orderBy('id')
          .limit(1)
          .as('restock'),
      (join) => join.onTrue(),
    )
    .$if(scope !== null, (query) => query.where('products.merchant_id', '=', scope))
    .select([
      'products.sku',
      'products.name',
      'products.name_zh',
      'products.category',
      'categories.name as category_name',
      'categories.name_zh as category_name_zh',
      'products.merchant_id',
      'merchants.name as merchant_name',
      'products.price',
      'products.currency',
      'stock.on_hand',
      'stock.reserved',
      'stock.warning_level',
      'stock.safety_level',
      'stock.minimum_level',
      'stock.low_since',
      'stock.stopped_since',
      'stock.warned_at',
      'recent_sales.units as sold_lately',
      'restock.id as restock_id',
      'restock.state as restock_state',
      'restock.quantity as restock_quantity',
      'restock.promised as restock_promised',
      'restock.due_on as restock_due_on',
      'restock.received as restock_received',
    ])

type StockRow = Awaited<ReturnType<ReturnType<typeof stockRows>['execute']>>[number]

export function toCard(row: StockRow, settings: Settings): StockCard {
  const own = ownLevels(row)
  const [onHand, reserved] = [row.on_hand ?? 0, row.reserved ?? 0]
  return {
    sku: row.sku,
    name: row.name,
    nameZh: row.name_zh,
    category: row.category,
    shelf: row.category_name === null ? null : { name: row.category_name, nameZh: row.category_name_zh },
    merchant: row.merchant_id === null ? null : { id: row.merchant_id, name: row.merchant_name ?? row.merchant_id },
    price: row.price,
    currency: row.currency,
    tracked: row.on_hand !== null,
    onHand,
    reserved,
    available: onHand - reserved,
    levels: levelsInForce(own, settings),
    own,
    lowSince: row.low_since,
    stoppedSince: row.stopped_since,
    restock: restockOf(row),
    dailySales: perDay(row.sold_lately),
  }
}

const restockOf = (row: StockRow): OpenRestock | null =>
  row.restock_id === null
    ? null
    : {
        ...{
          id: BigInt(row.restock_id),
          state: row.restock_state as RestockState,
          quantity: row.restock_quantity ?? 0,
        },
        ...{ promised: row.restock_promised, dueOn: row.restock_due_on, received: row.restock_received ?? 0 },
        reason: null,
      }

/** Spelt exactly so before spelt in another case. */
const rowsBySku = prepare((db, sku: string, folded: string, scope: string | null) =>
  stockRows(db, scope)
    .where(sql`lower(products.sku)`, '=', folded)
    .orderBy(sql`products.sku = ${sku}`, 'desc')
    .limit(1),
)

/** One product by its SKU in any case, also written in full-width letters, or null. */
export async function stockCard(
  db: Db,
  settings: Settings,
  sku: string,
  scope: string | null,
): Promise<StockCard | null> {
  const written = sku.trim()
  const [row] = await rowsBySku(db, sku, written.toLowerCase(), scope)
  if (row) return toCard(row, settings)
  const plain = plainly(sku)
  return plain === written ? null : stockCard(db, settings, plain, scope)
}

/** The same; refuses an unknown SKU with the nearest ones. Another merchant's goods are unknown too. */
export async function demandCard(
  db: Db,
  settings: Settings,
  sku: string,
  scope: string | null,
): Promise<Result<StockCard>> {
  const card = await stockCard(db, settings, sku, scope)
  if (card) return ok(card)
  const own = scope === null ? sql`` : sql`where merchant_id = ${scope}`
  const near = await nearestKeys(db, sql`select sku as key from products ${own}`, plainly(sku))
  return refuse('stock.unknown_sku', { sku, count: near.length, nearest: near })
}
