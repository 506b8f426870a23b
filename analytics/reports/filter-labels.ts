import type { Db } from '../../db/tables/index.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import type { FilterName, Filters } from '../../shop/orders/narrowing.ts'
import { categoryLabel } from '../../shop/products/categories.ts'

/** What people call what filters name, where that is not what they are written by. */
export type FilterLabels = Readonly<Partial<Record<FilterName, Readonly<Record<Locale, string>>>>>

/** Merchants and categories by their names; what is gone by now goes by its id. */
export async function readFilterLabels(db: Db, { merchant, category }: Filters): Promise<FilterLabels> {
  const [sold, of] = await Promise.all([
    merchant && db.selectFrom('merchants').select('name').where('id', '=', merchant).executeTakeFirst(),
    category && db.selectFrom('categories').select(['name', 'name_zh']).where('id', '=', category).executeTakeFirst(),
  ])
  return {
    ...(sold ? { merchant: { en: sold.name, 'zh-CN': sold.name } } : {}),
    ...(of ? { category: categoryLabel(of) } : {}),
  }
}
