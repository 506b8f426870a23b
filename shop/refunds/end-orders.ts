import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { endRefundedOrder } from './ends-order.ts'

/** For so long what happened before a refund may still be told after it: that the order left, or was paid further. */
const HOURS_LATE = 1
const MOST_A_SWEEP = 500

/**
 * Ends what has not left of orders whose money is all on its way back, once their refunds have been known
 * for an hour: those that nobody in the shop had to agree to, which end nothing at once (`settleApproval`). Imported history
 * is left alone. Each is its own transaction and looks again under the order's lock.
 */
export async function endRefunded(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const last = now.subtract({ hours: HOURS_LATE })
  const due = await db
    .selectFrom('orders')
    .select('number')
    .where('status', 'in', ['pending_payment', 'paid', 'processing'])
    .where('imported', '=', false)
    .where('captured', '>', 0n)
    .where(sql<boolean>`captured = refunded + refund_reserved`)
    .where(
      sql<boolean>`not exists (select from refunds where order_number = orders.number
          and (state in ('requested', 'info_asked') or coalesce(received_at, requested_at) > ${last}))`,
    )
    .orderBy('placed_at')
    .limit(MOST_A_SWEEP)
    .execute()
  await eachAlone(due, 'ending refunded orders', ({ number }) =>
    db.transaction().execute((trx) => endRefundedOrder(trx, jobs, number, now)),
  )
}
