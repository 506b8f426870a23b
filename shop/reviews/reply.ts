import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { type Result, refuse } from '../result.ts'
import { type Asked, changeReview } from './change.ts'
import type { Review } from './review.ts'
import { reviewText } from './text.ts'

/**
 * Sets the one public reply to a review; the one before it stays in the history. `seen`: the reply that the person had
 * before them when they wrote ('' for none, undefined where they saw nothing): one that somebody has written meanwhile
 * is not overwritten. Refuses a hidden review.
 */
export const replyToReview = (
  db: Db,
  jobs: Jobs,
  asked: Asked & { text: string; seen?: string },
  now: Temporal.Instant,
): Promise<Result<Review>> =>
  changeReview(
    ...[db, jobs, asked, 'review.reply' as const],
    ({ state, reply }) => {
      const text = reviewText(asked.text, 'review.reply_needed')
      if (!text.ok) return text
      if (state === 'hidden') return refuse('review.reply_hidden')
      if (reply?.text === text.value) return refuse('review.reply_same')
      // Whoever saw no reply may change their own, and nobody else's.
      const seen = asked.seen ?? (reply?.by === asked.member.id ? replyVersion(reply) : '')
      if (seen !== replyVersion(reply))
        return refuse('review.reply_changed', { member: reply?.by ?? '', text: reply?.text ?? '' })
      const set = { reply: text.value, replied_by: asked.member.id, replied_at: now }
      return { action: 'review.replied', set, before: { reply: reply?.text ?? null }, after: { reply: text.value } }
    },
    now,
  )

/** What tells one reply from the next. */
export const replyVersion = (reply: Review['reply']): string => (reply ? String(reply.at) : '')
