import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { nearest } from '../nearest.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Problems } from './form.ts'
import type { Promotion } from './promotion.ts'

/** What of a scope the shop does not have, with the nearest that it has; null where all is known. Regions are free text. */
export async function unknownInScope(db: Db, { terms }: Promotion): Promise<Problems | null> {
  const problems: Record<string, Refusal> = {}
  const products = await db
    .selectFrom('products')
    .select('sku')
    .where('sku', 'in', ['', ...terms.skus])
    .execute()
  const sku = firstMissing(
    terms.skus,
    products.map((row) => row.sku),
  )
  if (sku !== null) {
    const near = await nearestKeys(db, sql`select sku as key from products`, sku)
    problems.skus = refuse('stock.unknown_sku', { sku, count: near.length, nearest: near })
  }
  for (const [field, known] of Object.entries(groups)) {
    const asked = terms[field as keyof typeof groups]
    if (asked.length === 0) continue
    const { rows } = await known.execute(db)
    const names = rows.map(({ name }) => name)
    const missing = firstMissing(asked, names)
    if (missing !== null)
      problems[field] = refuse('promotion.unknown_in_scope', {
        name: missing,
        nearest: nearest(missing, names, 3),
      })
  }
  return Object.keys(problems).length > 0 ? problems : null
}

const firstMissing = (asked: readonly string[], known: readonly string[]): string | null =>
  asked.find((name) => !known.includes(name)) ?? null

/** Each has few values for many products. */
const groups = {
  categories: sql<{ name: string }>`select id as name from categories`,
  tags: sql<{ name: string }>`select distinct unnest(tags) as name from products`,
  merchants: sql<{ name: string }>`select id as name from merchants`,
}
