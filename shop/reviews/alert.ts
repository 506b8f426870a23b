import type { Db, Trx } from '../../db/tables/index.ts'
import { merchantMembersWho } from '../access/members.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { findReview, type Review, type ReviewKey, reviewKey, reviewRef } from './review.ts'

/** What an alert tells now. `answered`: nobody has to act any more. */
export interface ReviewAlert {
  review: Review
  answered: boolean
}

/**
 * Tells the merchant's people of a negative review, each in their direct messages; where there are none, the operations
 * channel. Again only redraws what was posted.
 */
export async function alertMerchant(trx: Trx, jobs: Jobs, key: ReviewKey, now: Temporal.Instant): Promise<void> {
  const subject = reviewRef(key)
  const review = await findReview(trx, key, null)
  const people = review?.merchant ? await merchantMembersWho(trx, review.merchant, 'review.reply', now) : []
  const addresses = people.length > 0 ? people : ['channel.operations']
  for (const channel of addresses)
    await drawMessage(trx, jobs, { kind: 'review.alert', subject, channel, toEach: true })
}

/** Redraws every message about a review: what was told of it, and its reports, also those that are settled. */
export async function redrawReview(trx: Trx, jobs: Jobs, review: Review): Promise<void> {
  const subject = reviewRef(review)
  await redrawMessages(trx, jobs, 'review.alert', subject)
  const reports = await trx
    .selectFrom('audit_log')
    .select('at')
    .where('subject', '=', subject)
    .where('action', '=', 'review.reported')
    .execute()
  for (const { at } of reports) await redrawMessages(trx, jobs, 'review.report', reportSubject(review, at))
}

/** The alert that a message of kind `review.alert` is about. */
export async function reviewAlert(db: Db, subject: string, negativeUpTo: number): Promise<ReviewAlert | null> {
  const key = reviewKey(subject)
  const review = key && (await findReview(db, key, null))
  if (!review) return null
  const answered = review.reply !== null || review.decided !== null || review.rating > negativeUpTo
  return { review, answered }
}

/** One report is one message: its subject names when it was made, then the review. */
export const reportSubject = (key: ReviewKey, at: Temporal.Instant): string => `${at} ${reviewRef(key)}`

/** What a message about a report tells now. */
export interface ReviewReport {
  review: Review
  reason: string
  by: string
  at: Temporal.Instant
  /** What came of it; null while it is open. */
  settled: { by: string; at: Temporal.Instant; action: string } | null
}

/** The report that a message of kind `review.report` is about, by what the audit keeps of it. */
export async function reviewReport(db: Db, subject: string): Promise<ReviewReport | null> {
  const blank = subject.indexOf(' ')
  const at = Temporal.Instant.from(subject.slice(0, blank))
  const key = reviewKey(subject.slice(blank + 1))
  const review = key && (await findReview(db, key, null))
  if (!review) return null
  const entries = await db
    .selectFrom('audit_log')
    .select(['at', 'action', 'member_id', 'reason'])
    .where('subject', '=', reviewRef(review))
    .where('action', 'in', ['review.reported', 'review.published', 'review.hidden', 'review.dismissed'])
    .where('at', '>=', at)
    .orderBy('id')
    .execute()
  const made = entries.findIndex((entry) => entry.action === 'review.reported' && entry.at.equals(at))
  const [report, settling] = made < 0 ? [] : entries.slice(made, made + 2)
  if (!report?.member_id) return null
  const open = review.report?.at.equals(at) ?? false
  return {
    ...{ review, reason: report.reason ?? '', by: report.member_id, at },
    settled: settling?.member_id && !open ? { by: settling.member_id, at: settling.at, action: settling.action } : null,
  }
}
