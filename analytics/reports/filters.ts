import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { nearest } from '../../shop/nearest.ts'
import {
  type FilterName,
  type Filters,
  filterNames,
  regionMatches,
  UNCATEGORIZED,
} from '../../shop/orders/narrowing.ts'
import { methodMeant, readMethods } from '../../shop/payments/methods.ts'
import { categoryNamed, readCategories } from '../../shop/products/categories.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { merchantNamed } from '../../shop/team/merchant.ts'
import { ordersOf } from './scope.ts'

/** So many values are named to who wrote none of them. */
const mostNamed = 20

/** What a person means by each filter, as the filter takes it. Refuses what is not there with what is most like it. */
const meant: Readonly<Record<FilterName, (db: Db, text: string, within: Filters) => Promise<Result<string>>>> = {
  merchant: merchantNamed,

  async category(db, text) {
    if (text.toLowerCase() === UNCATEGORIZED) return ok(UNCATEGORIZED)
    const found = categoryNamed(text, await readCategories(db))
    return found.ok ? ok(found.value.id) : found
  },

  async region(db, text, within) {
    const found = await ordersOf(db, within).select('number').where(regionMatches(text, 'region')).limit(1).execute()
    if (found.length > 0) return ok(text)
    const used = await ordersOf(db, within)
      .select(({ fn }) => fn.max('region').as('region'))
      .where('region', 'is not', null)
      .groupBy(({ fn }) => fn('lower', ['region']))
      .execute()
    const all = used.map(({ region }) => region ?? '').toSorted()
    const near = nearest(text, all, 3)
    const some = all.slice(0, mostNamed)
    return refuse('report.region_unknown', {
      text,
      count: near.length,
      nearest: near,
      some,
      known: all.length,
      more: all.length - some.length,
    })
  },

  /** One of history that is none of the shop's goes by the name that it came with. */
  async method(db, text) {
    const found = methodMeant(await readMethods(db), text)
    if (found.ok) return ok(found.value.code)
    const used = await sql`select from payments where method = ${text} and status = 'captured' limit 1`.execute(db)
    return used.rows.length > 0 ? ok(text) : found
  },
}

/**
 * Filters as people wrote them, as they are meant. Refuses the first that means nothing. `within`: what the writer sees no
 * more than.
 */
export async function filtersMeant(db: Db, written: Filters, within: Filters = {}): Promise<Result<Filters>> {
  const filters: { -readonly [F in FilterName]?: string } = {}
  for (const name of filterNames) {
    const text = written[name]?.trim()
    if (!text) continue
    const found = await meant[name](db, text, within)
    if (!found.ok) return found
    filters[name] = found.value
  }
  return ok(filters)
}
