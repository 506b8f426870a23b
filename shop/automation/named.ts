import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { methodMeant, readMethods } from '../payments/methods.ts'
import { categoryNamed, readCategories } from '../products/categories.ts'
import { ok, type Result, refuse } from '../result.ts'

/** A SKU in any case, as the shop has it. Refuses an unknown one with the nearest. */
export async function skuNamed(db: Db, text: string): Promise<Result<string>> {
  const found = await db
    .selectFrom('products')
    .select('sku')
    .where(sql`lower(sku)`, '=', text.toLowerCase())
    .executeTakeFirst()
  if (found) return ok(found.sku)
  const near = await nearestKeys(db, sql`select sku as key from products`, text)
  return refuse('stock.unknown_sku', { sku: text, count: near.length, nearest: near })
}

/** The id of the category that an id, a path or a name means. Refuses an unknown one with the nearest. */
export async function categoryIdNamed(db: Db, text: string): Promise<Result<string>> {
  const found = categoryNamed(text, await readCategories(db))
  return found.ok ? ok(found.value.id) : found
}

/** The code of the payment method that a code or a name means. Refuses an unknown one with the nearest. */
export async function methodNamed(db: Db, text: string): Promise<Result<string>> {
  const found = methodMeant(await readMethods(db), text)
  return found.ok ? ok(found.value.code) : found
}
