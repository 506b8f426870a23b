import type { Db } from '../../db/tables/index.ts'
import type { JobData, Jobs } from '../../shop/jobs.ts'
import { drawMessage } from '../../shop/messages.ts'
import { ok, type Result } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { readReport } from '../reports/read.ts'
import type { Report } from '../reports/report.ts'
import { pictureGranularity } from '../reports/series.ts'
import { isLate } from './slots.ts'
import { type Subscription, subscriptionOf } from './subscriptions.ts'
import { windowOfSlot } from './windows.ts'

/**
 * Hands a claimed run to the outbox, which posts it once and computes the figures when it does. Coming again, it does
 * nothing; a run whose subscription was removed meanwhile fails.
 */
export async function runReport(db: Db, jobs: Jobs, run: JobData['report.run'], now: Temporal.Instant): Promise<void> {
  const slot = Temporal.Instant.from(run.slot)
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('report_runs')
      .innerJoin('subscriptions', 'subscriptions.id', 'report_runs.subscription_id')
      .select(['state', 'late', 'channel', 'removed_at'])
      .where('subscription_id', '=', BigInt(run.subscription))
      .where('slot', '=', slot)
      .forUpdate('report_runs')
      .executeTakeFirst()
    if (row?.state !== 'claimed') return
    const removed = row.removed_at !== null
    if (!removed)
      await drawMessage(trx, jobs, { kind: 'report.run', subject: `${run.subscription}@${slot}`, channel: row.channel })
    await trx
      .updateTable('report_runs')
      .set({
        state: removed ? 'failed' : 'posted',
        error: removed ? 'the subscription was removed' : null,
        late: row.late || isLate(slot, now),
        finished_at: now,
      })
      .where('subscription_id', '=', BigInt(run.subscription))
      .where('slot', '=', slot)
      .execute()
  })
}

/** What the message about a run shows. */
export interface RunReport {
  readonly report: Report
  readonly subscription: Subscription
  readonly slot: Temporal.Instant
  /** It was posted well after its slot: after downtime, say. */
  readonly late: boolean
}

/**
 * The report of a run by the subject of its message (SUBSCRIPTION@SLOT), computed now; null where there is no such run.
 * Refuses where the report that was subscribed to is no more.
 */
export async function reportOfRun(db: Db, subject: string, now: Temporal.Instant): Promise<Result<RunReport> | null> {
  const [id = '', slotText = ''] = subject.split('@')
  const row = await db
    .selectFrom('report_runs')
    .innerJoin('subscriptions', 'subscriptions.id', 'report_runs.subscription_id')
    .selectAll('subscriptions')
    .select(['slot', 'late'])
    .where('subscription_id', '=', BigInt(id))
    .where('slot', '=', Temporal.Instant.from(slotText))
    .executeTakeFirst()
  if (!row) return null
  const subscription = subscriptionOf(row)
  const { 'shop.timezone': shopZone } = await readSettings(db)
  const window = windowOfSlot(subscription, row.slot, shopZone)
  const { report: name, merchant } = subscription
  const report = await readReport(db, { report: name, window, merchant, by: pictureGranularity(window) }, now)
  return report.ok ? ok({ report: report.value, subscription, slot: row.slot, late: row.late }) : report
}
