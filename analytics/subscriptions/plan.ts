import type { Db, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { giveUp } from './outcome.ts'
import { keptWindow, windowOfRun } from './run.ts'
import { dueSlot } from './slots.ts'
import { type Subscription, subscriptionOf } from './subscription.ts'

/**
 * Queues every scheduled report that is due, and those to be tried again, and gives how many. A run is claimed by
 * inserting its slot, in one transaction with its job: several processes may plan at once, each slot is queued once, and
 * one killed halfway has claimed nothing.
 */
export async function planReports(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const rows = await db
    .selectFrom('subscriptions')
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('report_runs')
        .select(({ fn }) => fn.max('slot').as('slot'))
        .whereRef('subscription_id', '=', 'subscriptions.id')
        .where('asked', '=', false)
        .as('last'),
    )
    .where('removed_at', 'is', null)
    .where('paused_at', 'is', null)
    .orderBy('id')
    .execute()
  let planned = 0
  for (const { last, ...row } of rows) {
    const subscription = subscriptionOf(row)
    const due = dueSlot(subscription, last, now)
    if (due && (await claim(db, jobs, subscription, due, now))) planned++
  }
  return planned + (await planAgain(db, jobs, now))
}

function claim(
  db: Db,
  jobs: Jobs,
  subscription: Subscription,
  { slot, late }: { slot: Temporal.Instant; late: boolean },
  now: Temporal.Instant,
): Promise<boolean> {
  const { id, activeSince } = subscription
  return db.transaction().execute(async (trx) => {
    // It may have been changed since it was read: then the next beat looks anew. Who claims at the same time waits here.
    const unchanged = await trx
      .selectFrom('subscriptions')
      .select('id')
      .where('id', '=', BigInt(id))
      .where('active_since', '=', activeSince)
      .where('removed_at', 'is', null)
      .where('paused_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!unchanged) return false
    const claimed = await trx
      .insertInto('report_runs')
      .values({
        ...{ subscription_id: BigInt(id), slot, state: 'claimed', late, claimed_at: now },
        ...keptWindow(await windowOfRun(trx, subscription, { slot, asked: false })),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('slot')
      .executeTakeFirst()
    if (!claimed) return false
    // Who fails is overtaken: only the latest is still of interest.
    const overtaken = await trx
      .selectFrom('report_runs')
      .select('slot')
      .where('subscription_id', '=', BigInt(id))
      .where('state', '=', 'retrying')
      .where('slot', '<', slot)
      .forUpdate()
      .execute()
    for (const one of overtaken) await giveUp(trx, jobs, { subscription: id, slot: String(one.slot) }, now)
    await queueRun(trx, jobs, id, slot)
    return true
  })
}

/** The queue tries for about a day, in hours: a run that is claimed for longer it has given up on. */
const queueTries = 26

/** Queues the runs that failed and are to be tried again by now, and those that the queue gave up on; gives how many. */
async function planAgain(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('report_runs')
      .set({ state: 'claimed', retry_at: null, claimed_at: now })
      .where((is) =>
        is.or([
          is.and([is('state', '=', 'retrying'), is('retry_at', '<=', now)]),
          is.and([is('state', '=', 'claimed'), is('claimed_at', '<=', now.subtract({ hours: queueTries }))]),
        ]),
      )
      .returning(['subscription_id', 'slot'])
      .execute()
    for (const row of rows) await queueRun(trx, jobs, String(row.subscription_id), row.slot)
    return rows.length
  })
}

/** Queues a claimed run in the transaction that claims it. */
export const queueRun = (trx: Trx, jobs: Jobs, subscription: string, slot: Temporal.Instant): Promise<void> =>
  jobs.add(trx, 'report.run', { subscription, slot: String(slot) }, `${subscription}@${slot}`)
