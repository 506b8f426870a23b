import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { methodMeant, readMethods } from '../payments/methods.ts'
import { categoryNamed, readCategories } from '../products/categories.ts'
import { demandProduct } from '../products/product.ts'
import { ok, type Result } from '../result.ts'

/** A SKU in any case, as the shop has it. Refuses an unknown one with the nearest. */
export async function skuNamed(db: Db, text: string, member: Member): Promise<Result<string>> {
  const found = await demandProduct(db, member, text)
  return found.ok ? ok(found.value.sku) : found
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
