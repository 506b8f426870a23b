import type { Updateable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { alertMerchant } from '../reviews/alert.ts'
import { type Review, reviewRows, toReview } from '../reviews/review.ts'
import { chance, pick, type Random } from './random.ts'

const thanks = ['谢谢您的支持，欢迎再来！', 'Thank you! We are glad that you like it.', '感谢您的好评！']
const regrets = [
  '非常抱歉，我们已为您安排补发。',
  'We are sorry. Please write to us, and we shall replace it.',
  '抱歉让您失望了，我们会改进包装。',
]

/** So many of the negative reviews, and of those before them. */
const WAITING = 5
const HIDDEN = 2

/**
 * Lets people have been at work on the sample's reviews: many have a reply, the latest negative ones still wait, each
 * with its alert, and those before them are hidden. `moderator`: whose work that was.
 */
export async function addSampleReviews(
  trx: Trx,
  jobs: Jobs,
  { random, moderator }: { random: Random; moderator: string },
  now: Temporal.Instant,
): Promise<void> {
  const rows = await reviewRows(trx, null)
    .orderBy('reviews.at', 'desc')
    .orderBy('reviews.order_number')
    .orderBy('reviews.id')
    .execute()
  const write = ({ order, id }: Review, set: Updateable<Tables['reviews']>) =>
    trx.updateTable('reviews').set(set).where('order_number', '=', order).where('id', '=', id).execute()
  let negative = 0
  for (const review of rows.map(toReview)) {
    const bad = review.rating <= 2
    if (bad) negative++
    if (bad && negative <= WAITING) {
      await write(review, { state: 'waiting' })
      await alertMerchant(trx, jobs, review, now)
    } else if (bad && negative <= WAITING + HIDDEN) {
      const reason = pick(random, ['Not about these goods', '与商品无关'])
      await write(review, {
        state: 'hidden',
        hidden_before: true,
        state_by: moderator,
        state_at: later(review.at, now),
        state_reason: reason,
      })
    } else if (chance(random, bad ? 0.7 : 0.3))
      await write(review, {
        reply: pick(random, bad ? regrets : thanks),
        ...{ replied_by: moderator, replied_at: later(review.at, now) },
      })
  }
}

/** Some hours after a review, if that has passed. */
function later(at: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const then = at.add({ hours: 7 })
  return Temporal.Instant.compare(then, now) < 0 ? then : now
}
