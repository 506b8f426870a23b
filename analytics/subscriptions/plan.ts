import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { dueSlot } from './slots.ts'
import { listSubscriptions } from './subscriptions.ts'

/**
 * Queues every scheduled report that is due, and gives how many. A run is claimed by inserting its slot, in one transaction
 * with its job: several processes may plan at once, each slot is queued once, and one killed halfway has claimed nothing.
 */
export async function planReports(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const last = await db
    .selectFrom('report_runs')
    .select(['subscription_id', ({ fn }) => fn.max('slot').as('slot')])
    .groupBy('subscription_id')
    .execute()
  const lastSlots = new Map(last.map((row) => [String(row.subscription_id), row.slot]))
  let planned = 0
  for (const subscription of await listSubscriptions(db)) {
    const due = subscription.paused ? null : dueSlot(subscription, lastSlots.get(subscription.id) ?? null, now)
    if (due && (await claim(db, jobs, subscription.id, due, now))) planned++
  }
  return planned
}

function claim(
  db: Db,
  jobs: Jobs,
  subscription: string,
  { slot, late }: { slot: Temporal.Instant; late: boolean },
  now: Temporal.Instant,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const claimed = await trx
      .insertInto('report_runs')
      .values({ subscription_id: BigInt(subscription), slot, state: 'claimed', late, claimed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('slot')
      .executeTakeFirst()
    if (claimed) await jobs.add(trx, 'report.run', { subscription, slot: String(slot) }, `${subscription}@${slot}`)
    return claimed !== undefined
  })
}
