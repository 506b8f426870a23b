import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { reportSubject } from './alert.ts'
import { type Asked, changeReview } from './change.ts'
import { noReport } from './moderate.ts'
import type { Review } from './review.ts'
import { reviewText } from './text.ts'

/** Asks those who moderate to look at a review, in the operations channel. Refuses one that is reported or hidden already. */
export const reportReview = (
  db: Db,
  jobs: Jobs,
  asked: Asked & { reason: string },
  now: Temporal.Instant,
): Promise<Result<Review>> =>
  transact(db, async (trx) => {
    // To the millisecond, as the database compares it.
    const at = now.round('millisecond')
    const done = await changeReview(
      ...[trx, jobs, asked, 'review.reply' as const],
      ({ state, report }) => {
        const reason = reviewText(asked.reason, 'review.reason_needed')
        if (!reason.ok) return reason
        if (report)
          return refuse('review.already_reported', { member: report.by, at: String(report.at), reason: report.reason })
        if (state === 'hidden') return refuse('review.report_hidden')
        const set = { reported_by: asked.member.id, reported_at: at, report_reason: reason.value }
        return { action: 'review.reported', set, reason: reason.value }
      },
      at,
    )
    if (!done.ok) return done
    const subject = reportSubject(done.value, at)
    await drawMessage(trx, jobs, { kind: 'review.report', subject, channel: 'channel.operations' })
    return done
  })

/** Finds a report groundless: the review stays as it is. Refuses where there is no open report. */
export const dismissReport = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant): Promise<Result<Review>> =>
  changeReview(
    ...[db, jobs, asked, 'review.moderate' as const],
    ({ report }) =>
      report
        ? { action: 'review.dismissed', set: noReport, before: { report: report.reason } }
        : refuse('review.not_reported'),
    now,
  )
