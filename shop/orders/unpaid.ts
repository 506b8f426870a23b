import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { cancelOrder } from './cancel.ts'
import { waitsSince } from './late.ts'
import { lockOrder } from './record.ts'

const MOST_A_SWEEP = 500

/** Of `orders`: nobody has begun to pay since a moment, and it is not history. */
export const unpaidSince = (last: Temporal.Instant) =>
  sql<boolean>`status = 'pending_payment' and not imported and captured = 0
    and placed_at <= ${last} and ${waitsSince} <= ${last}`

/**
 * Cancels the orders that nobody has begun to pay within the setting's time, which gives their goods and what they took of
 * promotions back; gives how many. The time runs from when they were placed, and not before they became known: what is
 * told late is paid late. Each is its own transaction and looks again under the order's lock, so that one that is paid
 * meanwhile stays. Imported history and orders that are paid in part are left alone. Those that fail hold up no other;
 * all failures are thrown together at the end.
 */
export async function cancelUnpaid(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const hours = (await readSettings(db))['order.pay_within_hours']
  if (hours === 0) return 0
  const unpaid = unpaidSince(now.subtract({ hours }))
  const due = await db
    .selectFrom('orders')
    .select('number')
    .where(unpaid)
    .orderBy('placed_at')
    .limit(MOST_A_SWEEP)
    .execute()
  let cancelled = 0
  await eachAlone(due, 'cancelling unpaid orders', ({ number }) =>
    db.transaction().execute(async (trx) => {
      demand(await lockOrder(trx, number))
      const still = await trx.selectFrom('orders').select('number').where('number', '=', number).where(unpaid).execute()
      if (still.length === 0) return
      demand(await cancelOrder(trx, jobs, { order: number, member: null, via: 'planner', cause: 'unpaid' }, now))
      cancelled++
    }),
  )
  return cancelled
}
