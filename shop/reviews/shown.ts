import type { Db } from '../../db/tables/index.ts'
import { pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { demandCard } from '../stock/card.ts'
import { reviewRows } from './review.ts'
import { summaryOf } from './summary.ts'

const PAGE = 20

/** As much of a customer's name as strangers see. */
const masked = (name: string): string => `${[...name.trim()][0] ?? ''}***`

/**
 * What customers see of a product's reviews: the published ones, newest first, with their average; nothing but how many
 * are missing until there are enough of them. Refuses an unknown product.
 */
export async function shownReviews(db: Db, sku: string, cursor: string | null): Promise<Result<ShownReviews>> {
  const settings = await readSettings(db)
  const card = await demandCard(db, settings, sku, null)
  if (!card.ok) return card
  const about = { sku: card.value.sku }
  const { published, average, stars } = await summaryOf(db, about.sku)
  const missing = settings['review.shown_from'] - published
  if (missing > 0 || average === null) return ok({ ...about, shown: false, missing })
  const page = await pageByPosition({ size: PAGE, cursor }, (limit, offset) =>
    reviewRows(db, null)
      .where('reviews.sku', '=', about.sku)
      .where('reviews.state', '=', 'published')
      .orderBy('reviews.at', 'desc')
      .orderBy('reviews.order_number')
      .orderBy('reviews.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({
    ...{ ...about, shown: true, average: Math.round(average * 10) / 10, count: published },
    stars: Object.fromEntries(stars.map((count, index) => [index + 1, count])),
    reviews: page.rows.map(({ rating, comment, at, customer_name, reply, replied_at }) => ({
      ...{ rating, comment, at: String(at), author: masked(customer_name ?? '') },
      reply: reply === null || !replied_at ? null : { text: reply, at: String(replied_at) },
    })),
    next: page.next,
  })
}

/** The answer to a storefront. `missing`: how many published reviews are lacking before any is shown. */
export type ShownReviews =
  | { sku: string; shown: false; missing: number }
  | {
      sku: string
      shown: true
      /** To one decimal. */
      average: number
      count: number
      stars: Record<string, number>
      reviews: {
        rating: number
        comment: string | null
        at: string
        author: string
        reply: { text: string; at: string } | null
      }[]
      /** The cursor of the next page; null on the last. */
      next: string | null
    }
