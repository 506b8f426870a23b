import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import type { Locale } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'
import { plainly } from '../visible.ts'
import { visible } from './product.ts'

export interface Category {
  id: string
  name: string
  nameZh: string | null
  parent: string | null
  /** Ids from the root down to this one. */
  path: readonly string[]
}

/** What a category is called in each language. */
export const categoryLabel = ({ name, name_zh }: { name: string; name_zh: string | null }): Record<Locale, string> => ({
  en: name,
  'zh-CN': name_zh ?? name,
})

export type Categories = ReadonlyMap<string, Category>

/** Every category by id. There are few beside goods, so all are read. */
export async function readCategories(db: Db): Promise<Categories> {
  const rows = await db.selectFrom('categories').selectAll().orderBy('path').execute()
  return new Map(
    rows.map(({ id, name, name_zh, parent_id, path }) => [id, { id, name, nameZh: name_zh, parent: parent_id, path }]),
  )
}

/** A category with all above it, as "Home > Tea" in a language; what is not known goes by its id. */
export const categoryPath = (path: readonly string[], categories: Categories, locale: Locale): string =>
  path
    .map((id) => {
      const category = categories.get(id)
      return (locale === 'zh-CN' ? category?.nameZh : null) ?? category?.name ?? id
    })
    .join(' > ')

const folded = (text: string): string =>
  plainly(text)
    .toLowerCase()
    .replace(/\s*>\s*/g, ' > ')

/**
 * The category that a person means: by its id, its path or its name, in any case and either language. An id goes before a name.
 * Refuses an unknown one with the nearest ids, and a name that several have.
 */
export function categoryNamed(text: string, categories: Categories): Result<Category> {
  const asked = folded(text)
  const all = [...categories.values()]
  const byId = categories.get(text) ?? all.find(({ id }) => folded(id) === asked)
  if (byId) return ok(byId)
  const named = all.filter(({ name, nameZh, path }) =>
    [name, nameZh, categoryPath(path, categories, 'en'), categoryPath(path, categories, 'zh-CN')].some(
      (spelling) => spelling !== null && folded(spelling) === asked,
    ),
  )
  const [only] = named
  if (only && named.length === 1) return ok(only)
  if (only) return refuse('category.ambiguous', { text, ids: named.map(({ id }) => id) })
  const near = nearest([...text].slice(0, 100).join(''), [...categories.keys()], 3)
  return refuse('category.unknown', { text, count: near.length, nearest: near })
}

/** A category with how many goods are in it, and in it and all below it. */
export interface CategoryCount extends Category {
  own: number
  all: number
}

/** The whole tree, each category followed by those below it, with the number of goods in it that a member may see. */
export async function categoryTree(db: Db, member: Member): Promise<CategoryCount[]> {
  const categories = await readCategories(db)
  const rows = await db
    .selectFrom('products')
    .where('category', 'is not', null)
    .where(visible(member))
    .groupBy('category')
    .select(({ fn }) => ['category', fn.countAll<bigint>().as('count')])
    .execute()
  const own = new Map(rows.map(({ category, count }) => [category, Number(count)]))
  const all = new Map<string, number>()
  for (const [id, count] of own)
    for (const above of categories.get(id ?? '')?.path ?? []) all.set(above, (all.get(above) ?? 0) + count)
  return [...categories.values()].map((category) => ({
    ...category,
    own: own.get(category.id) ?? 0,
    all: all.get(category.id) ?? 0,
  }))
}
