import type { Db } from '../../db/tables/index.ts'
import type { ReviewState } from './review.ts'

/** The figures of one product's reviews. */
export interface ReviewSummary {
  /** Of the published ones: how many of 1 to 5 stars, in this order. */
  stars: readonly number[]
  published: number
  waiting: number
  hidden: number
  /** Mean stars of the published ones; null without any. */
  average: number | null
}

/** Counts a product's reviews. It reads all of them: some thousands at most. */
export async function summaryOf(db: Db, sku: string): Promise<ReviewSummary> {
  const rows = await db
    .selectFrom('reviews')
    .select(['rating', 'state'])
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('sku', '=', sku)
    .groupBy(['rating', 'state'])
    .execute()
  const count = (state: ReviewState, rating?: number) =>
    rows
      .filter((row) => row.state === state && (rating === undefined || row.rating === rating))
      .reduce((sum, row) => sum + Number(row.count), 0)
  const stars = [1, 2, 3, 4, 5].map((rating) => count('published', rating))
  const published = count('published')
  const total = stars.reduce((sum, one, index) => sum + one * (index + 1), 0)
  return {
    ...{ stars, published, waiting: count('waiting'), hidden: count('hidden') },
    average: published > 0 ? total / published : null,
  }
}
