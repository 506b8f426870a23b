import type { Db, Trx } from '../../db/tables/index.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../../shop/result.ts'
import { transact } from '../../shop/transact.ts'
import type { Actor } from '../actor.ts'
import { queueRun } from './plan.ts'
import { keptWindow, troubleOf, windowOfRun } from './run.ts'
import { type Subscription, subscriptionNumbered } from './subscription.ts'

/** How a run went. */
export interface RunOutcome {
  readonly slot: Temporal.Instant
  readonly state: 'claimed' | 'retrying' | 'posted' | 'skipped' | 'failed'
  readonly late: boolean
  readonly asked: boolean
  readonly attempts: number
  readonly retryAt: Temporal.Instant | null
  readonly trouble: Refusal | null
}

const SHOWN = 15

/** The last runs of a subscription, newest first. Refuses one that is not there, or not of the merchant. */
export async function lastRuns(
  db: Db,
  id: string,
  merchant: string | null,
): Promise<Result<{ subscription: Subscription; runs: RunOutcome[] }>> {
  const subscription = await subscriptionNumbered(db, id, merchant)
  if (!subscription) return refuse('subscription.unknown', { id })
  const rows = await db
    .selectFrom('report_runs')
    .selectAll()
    .where('subscription_id', '=', BigInt(subscription.id))
    .orderBy('slot', 'desc')
    .limit(SHOWN)
    .execute()
  const runs = rows.map(({ slot, state, late, asked, attempts, retry_at, trouble }) => ({
    ...{ slot, late, asked, attempts, retryAt: retry_at, trouble: troubleOf(trouble) },
    state: state as RunOutcome['state'],
  }))
  return ok({ subscription, runs })
}

/** How many runs were given up since a moment. */
export async function countFailedRuns(db: Db, since: Temporal.Instant): Promise<bigint> {
  const { count } = await db
    .selectFrom('report_runs')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', '=', 'failed')
    .where('finished_at', '>=', since)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Has a subscription posted once more, beside its schedule: what its latest slot is about, with the figures of now. Also
 * one that is paused. Refuses one that is not there.
 */
export function runNow(
  db: Db,
  jobs: Jobs,
  id: string,
  { member, merchant, via }: Actor,
  now: Temporal.Instant,
): Promise<Result<Subscription>> {
  return transact(db, async (trx) => {
    const subscription = await subscriptionNumbered(trx, id, merchant, { lock: true })
    if (!subscription) return refuse('subscription.unknown', { id })
    const slot = await askedSlot(trx, subscription, now)
    await queueRun(trx, jobs, subscription.id, slot)
    await audit(trx, { member, action: 'report.run', subject: subscription.id, after: { slot }, via }, now)
    return ok(subscription)
  })
}

/** Claims a moment from now on that no slot of a schedule is at: those are whole minutes. */
async function askedSlot(trx: Trx, subscription: Subscription, now: Temporal.Instant): Promise<Temporal.Instant> {
  const slot = now.round('millisecond')
  const isMinute = slot.epochMilliseconds % 60_000 === 0
  const claimed =
    !isMinute &&
    (await trx
      .insertInto('report_runs')
      .values({
        ...{
          subscription_id: BigInt(subscription.id),
          slot,
          state: 'claimed',
          late: false,
          asked: true,
          claimed_at: now,
        },
        ...keptWindow(await windowOfRun(trx, subscription, { slot, asked: true })),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('slot')
      .executeTakeFirst())
  return claimed ? slot : askedSlot(trx, subscription, slot.add({ milliseconds: 1 }))
}
