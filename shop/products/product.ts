import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, may, scopeOf } from '../access/member.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { ok, type Result, refuse } from '../result.ts'
import { plainly } from '../visible.ts'

/** One product as a member may see it. */
export interface Product {
  sku: string
  name: string
  nameZh: string | null
  /** Ids of its category and all above it, the root first; empty without one. */
  path: readonly string[]
  tags: readonly string[]
  merchant: { id: string; name: string } | null
  price: bigint
  currency: string
  /** Null where nobody has said, or the member may not know. */
  cost: bigint | null
  listed: boolean
  variantOf: string | null
  options: Readonly<Record<string, string>>
  /** Null where stock is not counted, or the member may not know. */
  available: number | null
  updatedAt: Temporal.Instant
  editable: boolean
}

/** What of the catalogue a member may see: what is for sale, and of the goods whose stock they may see the rest too. */
export function visible(member: Member) {
  const scope = may(member, 'stock.view') ? scopeOf(member, 'stock.view') : ''
  return scope === null ? sql<boolean>`true` : sql<boolean>`(products.listed or products.merchant_id = ${scope})`
}

/** Goods that a member may see. */
export const productRows = (db: Db, member: Member) =>
  db
    .selectFrom('products')
    .leftJoin('stock', 'stock.sku', 'products.sku')
    .leftJoin('merchants', 'merchants.id', 'products.merchant_id')
    .leftJoin('categories', 'categories.id', 'products.category')
    .where(visible(member))
    .select([
      'products.sku',
      'products.name',
      'products.name_zh',
      'categories.path',
      'products.tags',
      'products.merchant_id',
      'merchants.name as merchant_name',
      'products.price',
      'products.currency',
      'products.cost',
      'products.listed',
      'products.variant_of',
      'products.options',
      'products.updated_at',
      'stock.on_hand',
      'stock.reserved',
    ])

type ProductRow = Awaited<ReturnType<ReturnType<typeof productRows>['execute']>>[number]

export function toProduct(row: ProductRow, member: Member): Product {
  const reached = (permission: 'product.edit' | 'stock.view') => {
    const scope = scopeOf(member, permission)
    return may(member, permission) && (scope === null || scope === row.merchant_id)
  }
  return {
    sku: row.sku,
    name: row.name,
    nameZh: row.name_zh,
    path: row.path ?? [],
    tags: row.tags,
    merchant: row.merchant_id === null ? null : { id: row.merchant_id, name: row.merchant_name ?? row.merchant_id },
    price: row.price,
    currency: row.currency,
    cost: reached('product.edit') ? row.cost : null,
    listed: row.listed,
    variantOf: row.variant_of,
    options: row.options,
    available: reached('stock.view') && row.on_hand !== null ? row.on_hand - (row.reserved ?? 0) : null,
    updatedAt: row.updated_at,
    editable: reached('product.edit'),
  }
}

/** One product by its SKU in any case, also in full-width letters, or null. */
export async function findProduct(db: Db, member: Member, sku: string): Promise<Product | null> {
  const written = sku.trim()
  const row = await productRows(db, member)
    .where(sql`lower(products.sku)`, '=', written.toLowerCase())
    .orderBy(sql`products.sku = ${written}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row) return toProduct(row, member)
  const plain = plainly(sku)
  return plain === written ? null : findProduct(db, member, plain)
}

/** The same; refuses an unknown SKU with the nearest ones. */
export async function demandProduct(db: Db, member: Member, sku: string): Promise<Result<Product>> {
  const missing = denied(member, 'catalogue.view')
  if (missing) return missing
  const product = await findProduct(db, member, sku)
  if (product) return ok(product)
  const near = await nearestKeys(db, sql`select sku as key from products where ${visible(member)}`, plainly(sku))
  return refuse('stock.unknown_sku', { sku, count: near.length, nearest: near })
}

/** The same for who is going to change it; a merchant's rights reach its own goods. */
export async function demandEditable(db: Db, member: Member, sku: string): Promise<Result<Product>> {
  const missing = denied(member, 'product.edit')
  if (missing) return missing
  const found = await demandProduct(db, member, sku)
  return found.ok && !found.value.editable ? refuse('product.not_yours', { sku: found.value.sku }) : found
}
