import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { CountLine } from './book.ts'

/** A count in a list: `pieces` is what it added or took away in all. */
export interface CountSummary {
  id: bigint
  by: string
  at: Temporal.Instant
  reason: string | null
  lines: number
  differing: number
  pieces: number
}

export interface CountDetails extends CountSummary {
  goods: readonly (CountLine & { name: string; nameZh: string | null })[]
}

/** Counts with what they found, of a merchant's own goods where `scope` names one. */
const counts = (db: Db, scope: string | null) =>
  db
    .selectFrom('stock_counts as c')
    .innerJoin('stock_count_lines as line', 'line.count_id', 'c.id')
    .innerJoin('products', 'products.sku', 'line.sku')
    .$if(scope !== null, (query) => query.where('products.merchant_id', '=', scope))
    .groupBy('c.id')
    .select([
      ...(['c.id', 'c.counted_by as by', 'c.counted_at as at', 'c.reason'] as const),
      sql<number>`count(*)::integer`.as('lines'),
      sql<number>`count(*) filter (where line.counted <> line.expected)::integer`.as('differing'),
      sql<number>`sum(line.counted - line.expected)::integer`.as('pieces'),
    ])

/** The counts there were, newest first. */
export async function listCounts(db: Db, member: Member, request: PageRequest): Promise<Result<Page<CountSummary>>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  return ok(
    await pageByPosition(request, (limit, offset) =>
      counts(db, scopeOf(member, 'stock.view')).orderBy('c.id', 'desc').limit(limit).offset(offset).execute(),
    ),
  )
}

/** One count with its goods, those that differ first; refuses an unknown number. */
export async function countDetails(db: Db, member: Member, id: string): Promise<Result<CountDetails>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  const scope = scopeOf(member, 'stock.view')
  const known = /^\d{1,18}$/.test(id)
  const count = known && (await counts(db, scope).where('c.id', '=', BigInt(id)).executeTakeFirst())
  if (!count) return refuse('count.unknown', { id })
  const goods = await db
    .selectFrom('stock_count_lines as line')
    .innerJoin('products', 'products.sku', 'line.sku')
    .where('line.count_id', '=', count.id)
    .$if(scope !== null, (query) => query.where('products.merchant_id', '=', scope))
    .select(['line.sku', 'line.expected', 'line.counted', 'products.name', 'products.name_zh as nameZh'])
    .orderBy(sql`line.counted <> line.expected`, 'desc')
    .orderBy('line.sku')
    .execute()
  return ok({ ...count, goods })
}
