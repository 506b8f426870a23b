import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { type Result, refuse } from '../result.ts'
import { type Asked, changeReview } from './change.ts'
import type { Review } from './review.ts'
import { reviewText } from './text.ts'

/** Whoever decides about a review has decided about its report. */
export const noReport = { reported_by: null, reported_at: null, report_reason: null }

/** Shows a review to customers. Refuses one that is shown already. */
export const publishReview = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant): Promise<Result<Review>> =>
  changeReview(
    ...[db, jobs, asked, 'review.moderate' as const],
    ({ state }) => {
      if (state === 'published') return refuse('review.already_published')
      const set = {
        state: 'published',
        state_by: asked.member.id,
        state_at: now,
        state_reason: null,
        hidden_before: false,
        ...noReport,
      }
      return { action: 'review.published', set, before: { state }, after: { state: 'published' } }
    },
    now,
  )

/** Takes a review out of what customers see, with a reason that the team sees. Refuses one that is hidden already. */
export async function hideReview(
  db: Db,
  jobs: Jobs,
  asked: Asked & { reason: string },
  now: Temporal.Instant,
): Promise<Result<Review>> {
  return changeReview(
    ...[db, jobs, asked, 'review.moderate' as const],
    ({ state, decided }) => {
      const reason = reviewText(asked.reason, 'review.reason_needed')
      if (!reason.ok) return reason
      if (state === 'hidden')
        return refuse('review.already_hidden', {
          ...{ member: decided?.by ?? '', at: String(decided?.at ?? null), reason: decided?.reason ?? '' },
        })
      const by = { state_by: asked.member.id, state_at: now, state_reason: reason.value }
      const set = { state: 'hidden', hidden_before: true, ...by, ...noReport }
      return { action: 'review.hidden', set, before: { state }, after: { state: 'hidden' }, reason: reason.value }
    },
    now,
  )
}
