import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import type { JobData, Jobs } from '../../shop/jobs.ts'
import { drawMessage } from '../../shop/messages.ts'
import { type Refusal, refuse } from '../../shop/result.ts'

export type Run = JobData['report.run']

/** How long a run waits after each failure, in minutes: in all less than an hour, when the next slot may be due. */
const waits = [1, 5, 15, 30] as const

/** Whoever is told that a subscription fails is not told again so soon, in hours. */
const QUIET = 20

const runs = (trx: Db, { subscription, slot }: Run, state: 'claimed' | 'retrying') =>
  trx
    .updateTable('report_runs')
    .where('subscription_id', '=', BigInt(subscription))
    .where('slot', '=', Temporal.Instant.from(slot))
    .where('state', '=', state)

/** Notes that a run is posted, or that nothing is: with a reason where it is another than that nothing happened. */
export async function recordDone(
  db: Db,
  run: Run,
  state: 'posted' | 'skipped',
  trouble: Refusal | null,
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await runs(trx, run, 'claimed')
      .set({ state, finished_at: now, trouble: trouble && kept(trouble) })
      .execute()
    if (state === 'posted')
      await trx
        .updateTable('subscriptions')
        .set({ told_at: null })
        .where('id', '=', BigInt(run.subscription))
        .where('told_at', 'is not', null)
        .execute()
  })
}

/** Notes that Slack was not there for a run: the queue tries it again, unless a later one is due by then. */
export async function recordUnreachable(db: Db, run: Run): Promise<void> {
  await runs(db, run, 'claimed')
    .set({ trouble: kept(refuse('run.unreachable')) })
    .execute()
}

/** Notes that a run failed: it is tried again after a while, and once it was often enough its owner is told. */
export async function recordFailure(
  db: Db,
  jobs: Jobs,
  run: Run,
  trouble: Refusal,
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await runs(trx, run, 'claimed')
      .set({ state: 'retrying', attempts: sql`attempts + 1`, trouble: kept(trouble) })
      .returning('attempts')
      .executeTakeFirst()
    if (!row) return
    const wait = waits[row.attempts - 1]
    if (wait === undefined) return giveUp(trx, jobs, run, now)
    await runs(trx, run, 'retrying')
      .set({ retry_at: now.add({ minutes: wait }) })
      .execute()
  })
}

/** Ends a run that waits to be tried again, and tells the owner why it failed last. */
export async function giveUp(trx: Trx, jobs: Jobs, run: Run, now: Temporal.Instant): Promise<void> {
  const ended = await runs(trx, run, 'retrying')
    .set({ state: 'failed', retry_at: null, finished_at: now })
    .returning('asked')
    .executeTakeFirst()
  const { subscription, slot } = run
  const told = await trx
    .updateTable('subscriptions')
    .set({ told_at: now })
    .where('id', '=', BigInt(subscription))
    // Who had it run waits for it.
    .$if(!ended?.asked, (query) =>
      query.where((is) => is.or([is('told_at', 'is', null), is('told_at', '<', now.subtract({ hours: QUIET }))])),
    )
    .returning('owner')
    .executeTakeFirst()
  const subject = `${subscription}@${slot}`
  if (told) await drawMessage(trx, jobs, { kind: 'report.failed', subject, channel: told.owner })
}

const kept = ({ code, values }: Refusal) =>
  JSON.stringify({ code, values }, (_, value) => (typeof value === 'bigint' ? String(value) : value))
