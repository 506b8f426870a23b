import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { keepMessage } from '../../shop/messages.ts'
import { type Refusal, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { readReport } from '../reports/read.ts'
import type { Report } from '../reports/report.ts'
import { pictureGranularity } from '../reports/series.ts'
import type { Window } from '../reports/window.ts'
import { type Run, recordDone, recordFailure } from './outcome.ts'
import { isLate, latestSlot } from './slots.ts'
import { type Subscription, subscriptionOf } from './subscription.ts'
import { mayReceive } from './wanted.ts'
import { windowOfSlot } from './windows.ts'

/** A run with its subscription. */
export interface FoundRun {
  readonly subscription: Subscription
  readonly slot: Temporal.Instant
  readonly state: string
  /** It is posted well after its slot: after downtime, say. */
  readonly late: boolean
  readonly asked: boolean
  readonly trouble: Refusal | null
  /** What it is about. */
  readonly window: Window
}

/** What a run of a slot is about, in the shop's days; of one that a person asks for what the latest slot is about. */
export async function windowOfRun(
  db: Db,
  subscription: Subscription,
  { slot, asked }: Pick<FoundRun, 'slot' | 'asked'>,
): Promise<Window> {
  const { 'shop.timezone': shopZone } = await readSettings(db)
  const about = asked ? (latestSlot(subscription, slot) ?? slot) : slot
  return windowOfSlot(subscription, about, shopZone, subscription.period)
}

/** The same as a run keeps it: it stays when the schedule is changed before the run is posted. */
export const keptWindow = ({ from, to }: Window) => ({ from_date: String(from), to_date: String(to) })

/** A run by the subject of its message (SUBSCRIPTION@SLOT); null where there is none. */
export async function findRun(db: Db, subject: string): Promise<FoundRun | null> {
  const [id = '', slot = ''] = subject.split('@')
  const row = await db
    .selectFrom('report_runs')
    .innerJoin('subscriptions', 'subscriptions.id', 'report_runs.subscription_id')
    .selectAll('subscriptions')
    .select(['slot', 'late', 'state', 'asked', 'trouble', 'from_date', 'to_date'])
    .where('subscription_id', '=', BigInt(id))
    .where('slot', '=', Temporal.Instant.from(slot))
    .executeTakeFirst()
  if (!row) return null
  const { slot: at, late, state, asked, from_date: from, to_date: to } = row
  const subscription = subscriptionOf(row)
  const date = Temporal.PlainDate.from
  const window =
    from && to ? { from: date(from), to: date(to) } : await windowOfRun(db, subscription, { slot: at, asked })
  return { subscription, slot: at, state, late, asked, trouble: troubleOf(row.trouble), window }
}

/** A refusal as a run keeps it. */
export const troubleOf = (kept: { code: string; values: object } | null): Refusal | null =>
  kept && ({ ok: false, ...kept } as Refusal)

/** The report of a run, computed now. Refuses where the report cannot be had any more. */
export async function reportOfRun(
  db: Db,
  { subscription: { report, filters }, window }: FoundRun,
  now: Temporal.Instant,
): Promise<Result<Report>> {
  return readReport(db, { report, window, filters, by: pictureGranularity(window) }, now)
}

/** Whether a later slot of the same schedule is claimed. */
async function isOvertaken(db: Db, { subscription, slot }: FoundRun): Promise<boolean> {
  const later = await db
    .selectFrom('report_runs')
    .select('slot')
    .where('subscription_id', '=', BigInt(subscription.id))
    .where('slot', '>', slot)
    .where('asked', '=', false)
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/** Whether nothing happened that a report tells of. */
const isEmpty = ({ totals }: Report): boolean => Object.values(totals).every((figure) => Number(figure ?? 0) === 0)

/**
 * Gets a claimed run ready and gives the key of the message that is to be posted. Null where nothing is: what was done
 * before, of a subscription that was removed or paused meanwhile, one that Slack was not there for until a later one was
 * due, an empty report where none is wanted, and one that fails, which is tried again later.
 */
export async function prepareRun(db: Db, jobs: Jobs, run: Run, now: Temporal.Instant): Promise<string | null> {
  const subject = `${run.subscription}@${run.slot}`
  const found = await findRun(db, subject)
  if (found?.state !== 'claimed') return null
  const { subscription, slot, asked } = found
  const { removed, paused, skipEmpty, channel } = subscription
  if (removed || (paused && !asked)) {
    await recordDone(db, run, 'skipped', refuse(removed ? 'run.removed' : 'run.paused'), now)
    return null
  }
  if (found.trouble?.code === 'run.unreachable' && !asked && (await isOvertaken(db, found))) {
    await recordDone(db, run, 'skipped', refuse('run.overtaken'), now)
    return null
  }
  const received = await mayReceive(db, subscription, now)
  const report = received.ok && skipEmpty && !asked ? await reportOfRun(db, found, now) : received
  if (!report.ok) {
    await recordFailure(db, jobs, run, report, now)
    return null
  }
  if (report.value && isEmpty(report.value)) {
    await recordDone(db, run, 'skipped', null, now)
    return null
  }
  return db.transaction().execute(async (trx) => {
    await trx
      .updateTable('report_runs')
      .set({ late: found.late || isLate(slot, now) })
      .where('subscription_id', '=', BigInt(run.subscription))
      .where('slot', '=', slot)
      .execute()
    return keepMessage(trx, { kind: 'report.run', subject, channel })
  })
}
