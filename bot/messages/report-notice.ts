import { findRun } from '../../analytics/subscriptions/run.ts'
import { subscriptionNumbered } from '../../analytics/subscriptions/subscription.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { runFailedMessage, subscriptionPassedMessage } from '../views/report-runs.ts'
import { shownSubscription } from '../views/subscriptions.ts'
import type { Renderer } from './renderer.ts'

/** For the owner of a scheduled report that could not be posted: why, and what to do. It stands as it was posted. */
export const reportFailedPost: Renderer = async ({ db }, subject, reader) => {
  const run = await findRun(db, subject)
  if (!run?.trouble) return null
  const subscription = await shownSubscription(db, run.subscription, await readSettings(db))
  return { ...runFailedMessage({ ...run, subscription, trouble: run.trouble }, reader), waits: false }
}

/** For the administrator to whom a scheduled report has passed. It stands as it was posted. */
export const reportPassedPost: Renderer = async ({ db }, subject, reader) => {
  const [id = '', passed = ''] = subject.split('@')
  const subscription = await subscriptionNumbered(db, id, null)
  const entry = await db.selectFrom('audit_log').select('before').where('id', '=', BigInt(passed)).executeTakeFirst()
  if (!subscription || !entry) return null
  const { owner } = entry.before as { owner: string }
  const shown = await shownSubscription(db, subscription, await readSettings(db))
  return { ...subscriptionPassedMessage(shown, owner, reader), waits: false }
}
