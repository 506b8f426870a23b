import { recordDone, recordFailure, recordUnreachable } from '../analytics/subscriptions/outcome.ts'
import { prepareRun } from '../analytics/subscriptions/run.ts'
import { isUnreachable } from '../db/unreachable.ts'
import type { RefusalCode } from '../shop/i18n/refusals.ts'
import type { JobData } from '../shop/jobs.ts'
import { type Refusal, Refused, refuse } from '../shop/result.ts'
import type { Services } from './operation.ts'
import { deliverMessage } from './outbox.ts'
import { NoSuchChannel, NotJoined } from './slack/channels.ts'
import { refusalCode, refusedOutright, retryAfter, slackUnreachable } from './slack/errors.ts'

/**
 * Posts a claimed run of a scheduled report, once however often it comes, and notes how it went. What the report or
 * Slack refuses is tried again later, and told to the owner in the end. Throws where Slack or the database was not
 * reached, so that the queue tries again, and what nobody expected, so that it is logged.
 */
export async function postRun(services: Services, run: JobData['report.run'], now: Temporal.Instant): Promise<void> {
  const { db, jobs } = services
  try {
    const key = await prepareRun(db, jobs, run, now)
    if (key === null) return
    await deliverMessage(services, key, now)
  } catch (error) {
    const trouble = troubleIn(error)
    if (trouble) await recordFailure(db, jobs, run, trouble, now)
    else if (slackUnreachable(causeOf(error))) await recordUnreachable(db, run)
    if (trouble && trouble.code !== 'run.fault') return
    throw error
  }
  await recordDone(db, run, 'posted', null, now)
}

/** What Slack's codes mean to the one who scheduled the report. */
const meant: Readonly<Record<string, RefusalCode>> = {
  channel_not_found: 'run.channel_gone',
  is_archived: 'run.channel_archived',
  not_in_channel: 'run.not_invited',
  ...{ invalid_auth: 'run.token_refused', not_authed: 'run.token_refused', account_inactive: 'run.token_refused' },
  ...{ token_revoked: 'run.token_refused', token_expired: 'run.token_refused' },
  ...{ user_not_found: 'run.recipient_gone', user_disabled: 'run.recipient_gone' },
}

/** What Slack said, where that was explained. */
const causeOf = (error: unknown) =>
  error instanceof Error && error.cause && refusalCode(error.cause) ? error.cause : error

/** Why a run failed; null where it only was not reached. */
function troubleIn(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal
  if (error instanceof NoSuchChannel) return refuse('run.channel_gone')
  if (error instanceof NotJoined) return refuse('run.not_invited')
  const cause = causeOf(error)
  const code = refusalCode(cause)
  if (code) return refusedOutright(cause) ? refuse(meant[code] ?? 'run.slack', { refusal: code }) : null
  return slackUnreachable(cause) || retryAfter(cause) !== null || isUnreachable(cause) ? null : refuse('run.fault')
}
