import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { alertMerchant, redrawReview } from './alert.ts'
import { findReview, type ReviewKey } from './review.ts'

export interface PostedReview extends ReviewKey {
  sku: string | null
  /** 1 to 5 stars. */
  rating: number
  comment: string | null
}

/** Whether so many stars count as negative. */
export const isNegative = (rating: number, settings: Settings): boolean => rating <= settings['review.negative_up_to']

/** Whether a review waits for somebody's look before it is shown. */
function waits(rating: number, settings: Settings): boolean {
  const moderation = settings['review.moderation']
  return moderation === 'all' || (moderation === 'negative' && isNegative(rating, settings))
}

/**
 * Keeps a customer's review, or their later word about it; an earlier one that comes late changes nothing. The caller
 * holds the order's row. A new text is moderated anew; one that somebody hid waits until
 * somebody publishes it. A negative one is
 * told to its merchant.
 */
export async function postReview(
  trx: Trx,
  jobs: Jobs,
  { order, id, ...content }: PostedReview,
  at: Temporal.Instant,
): Promise<void> {
  const key = { order, id }
  const known = await findReview(trx, key, null)
  if (known && Temporal.Instant.compare(known.at, at) >= 0) return
  const settings = await readSettings(trx)
  const state = known?.hiddenBefore || waits(content.rating, settings) ? 'waiting' : 'published'
  const row = { ...content, at, state, state_by: null, state_at: null, state_reason: null }
  await trx
    .insertInto('reviews')
    .values({ order_number: order, id, ...row })
    .onConflict((conflict) => conflict.columns(['order_number', 'id']).doUpdateSet(row))
    .execute()
  if (isNegative(content.rating, settings)) await alertMerchant(trx, jobs, key, at)
  if (known) await redrawReview(trx, jobs, known)
}
