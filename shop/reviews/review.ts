import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../result.ts'

/** `waiting`: nobody but the team sees it until somebody has looked at it. */
export const reviewStates = ['waiting', 'published', 'hidden'] as const
export type ReviewState = (typeof reviewStates)[number]

/** Ids of reviews repeat over orders, so both name one. */
export interface ReviewKey {
  order: string
  id: string
}

/** One review with its standing. `by` null: the settings decided it. */
export interface Review extends ReviewKey {
  sku: string | null
  name: string | null
  nameZh: string | null
  /** Whose goods it is about; null for the shop's own, or for an order of several merchants. */
  merchant: string | null
  customer: string
  rating: number
  comment: string | null
  at: Temporal.Instant
  state: ReviewState
  /** Hidden by somebody, and not published by somebody since. */
  hiddenBefore: boolean
  decided: { by: string; at: Temporal.Instant; reason: string | null } | null
  reply: { text: string; by: string; at: Temporal.Instant } | null
  report: { by: string; at: Temporal.Instant; reason: string } | null
}

/** `ORDER/ID`, as people write a review and messages are kept under. No order number has a slash. */
export const reviewRef = ({ order, id }: ReviewKey): string => `${order}/${id}`

/** The key that a reference is; null where it is none. */
export function reviewKey(ref: string): ReviewKey | null {
  const slash = ref.indexOf('/')
  const key = { order: ref.slice(0, slash).trim(), id: ref.slice(slash + 1).trim() }
  return slash > 0 && key.id ? key : null
}

/** A product's merchant; of a review of a whole order the merchant of all its lines, if it is one. */
const merchant = sql<string | null>`case when reviews.sku is not null then products.merchant_id else (
  select min(merchant_id) from order_items where order_number = reviews.order_number
  having count(distinct coalesce(merchant_id, '')) = 1) end`

/** Reviews with what they are about, limited to those of a merchant's own goods where `scope` names one. */
export const reviewRows = (db: Db, scope: string | null) =>
  db
    .selectFrom('reviews')
    .innerJoin('orders', 'orders.number', 'reviews.order_number')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .leftJoin('products', 'products.sku', 'reviews.sku')
    .$if(scope !== null, (query) => query.where(merchant, '=', scope))
    .selectAll('reviews')
    .select(['products.name', 'products.name_zh', 'orders.customer_id', 'customers.name as customer_name'])
    .select(merchant.as('merchant'))

type ReviewRow = Awaited<ReturnType<ReturnType<typeof reviewRows>['execute']>>[number]

export const toReview = (row: ReviewRow): Review => ({
  order: row.order_number,
  id: row.id,
  sku: row.sku,
  name: row.name,
  nameZh: row.name_zh,
  merchant: row.merchant,
  customer: row.customer_name ?? row.customer_id,
  rating: row.rating,
  comment: row.comment,
  at: row.at,
  state: row.state as ReviewState,
  hiddenBefore: row.hidden_before,
  decided: row.state_by && row.state_at ? { by: row.state_by, at: row.state_at, reason: row.state_reason } : null,
  reply:
    row.reply !== null && row.replied_by && row.replied_at
      ? { text: row.reply, by: row.replied_by, at: row.replied_at }
      : null,
  report:
    row.reported_by && row.reported_at
      ? { by: row.reported_by, at: row.reported_at, reason: row.report_reason ?? '' }
      : null,
})

/** One review, or null; another merchant's is none. */
export async function findReview(db: Db, { order, id }: ReviewKey, scope: string | null): Promise<Review | null> {
  const row = await reviewRows(db, scope)
    .where('reviews.order_number', '=', order)
    .where('reviews.id', '=', id)
    .executeTakeFirst()
  return row ? toReview(row) : null
}

/** The same by its reference; refuses an unknown one. */
export async function demandReview(db: Db, ref: string, scope: string | null): Promise<Result<Review>> {
  const key = reviewKey(ref)
  const review = key && (await findReview(db, key, scope))
  return review ? ok(review) : refuse('review.unknown', { review: ref })
}

/** A reference and what follows it: an id may hold blanks, so the whole is tried first. */
export async function splitRef(db: Db, text: string): Promise<{ ref: string; rest: string }> {
  const key = reviewKey(text)
  if (key && (await findReview(db, key, null))) return { ref: text, rest: '' }
  const [, ref = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? []
  return { ref, rest }
}
