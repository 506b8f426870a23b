import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard } from '../stock/card.ts'
import { parseReviewFilters, type ReviewFilters, type Standing } from './filters.ts'
import { demandReview, type Review, reviewRows, toReview } from './review.ts'
import { type ReviewSummary, summaryOf } from './summary.ts'

/** A product whose reviews are looked at. */
export interface ReviewedProduct {
  sku: string
  name: string
  nameZh: string | null
  summary: ReviewSummary
}

/** What is found: of one product with its figures, or of all. */
export interface FoundReviews {
  product: ReviewedProduct | null
  filters: ReviewFilters
  page: Page<Review>
}

/** Rows of one standing. */
const standing = (query: ReturnType<typeof reviewRows>, state: Standing) => {
  if (state === 'reported') return query.where('reviews.reported_at', 'is not', null)
  if (state !== 'unanswered') return query.where('reviews.state', '=', state)
  return query.where('reviews.reply', 'is', null).where('reviews.state', '<>', 'hidden')
}

/**
 * Looks reviews up by filters as typed, newest first; a merchant's are those of its own goods. Refuses filters that
 * cannot be read, and an unknown product with the nearest ones.
 */
export async function lookUpReviews(
  db: Db,
  settings: Settings,
  member: Member,
  text: string,
  request: PageRequest,
): Promise<Result<FoundReviews>> {
  const missing = denied(member, 'review.reply')
  if (missing) return missing
  const scope = scopeOf(member, 'review.reply')
  const read = await parseReviewFilters(db, text)
  if (!read.ok) return read
  const { stars, state, merchant, product } = read.value
  const card = product === undefined ? null : await demandCard(db, settings, product, scope)
  if (card && !card.ok) return card
  const page = await pageByPosition(request, async (limit, offset) => {
    let query = reviewRows(db, scope)
    if (card) query = query.where('reviews.sku', '=', card.value.sku)
    if (stars) query = query.where('reviews.rating', '>=', stars[0]).where('reviews.rating', '<=', stars[1])
    if (merchant !== undefined) query = query.where('products.merchant_id', '=', merchant)
    if (state) query = standing(query, state)
    return query
      .orderBy('reviews.at', 'desc')
      .orderBy('reviews.order_number')
      .orderBy('reviews.id')
      .limit(limit)
      .offset(offset)
      .execute()
  })
  const found = card && {
    ...{ sku: card.value.sku, name: card.value.name, nameZh: card.value.nameZh },
    summary: await summaryOf(db, card.value.sku),
  }
  return ok({ product: found, filters: read.value, page: { ...page, rows: page.rows.map(toReview) } })
}

/** One review for whoever may see it. */
export async function oneReview(db: Db, member: Member, ref: string): Promise<Result<Review>> {
  return denied(member, 'review.reply') ?? demandReview(db, ref, scopeOf(member, 'review.reply'))
}

/** Reviews that wait to be shown or are reported, the longest first. */
export async function reviewQueue(db: Db, member: Member, request: PageRequest): Promise<Result<Page<Review>>> {
  const missing = denied(member, 'review.moderate')
  if (missing) return missing
  const page = await pageByPosition(request, (limit, offset) =>
    reviewRows(db, scopeOf(member, 'review.moderate'))
      .where(sql<boolean>`(reviews.state = 'waiting' or reviews.reported_at is not null)`)
      .orderBy('reviews.at')
      .orderBy('reviews.order_number')
      .orderBy('reviews.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map(toReview) })
}
