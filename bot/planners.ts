import { refresh } from '../analytics/rollups/refresh.ts'
import { planReports } from '../analytics/subscriptions/plan.ts'
import { sweepApprovals } from '../shop/approvals/sweep.ts'
import { forgetCallbacks, queueCallbacks } from '../shop/callbacks/queue.ts'
import { expireFavourites } from '../shop/favourites/expire.ts'
import { forgetNotices } from '../shop/favourites/notices.ts'
import { cancelUnpaid } from '../shop/orders/unpaid.ts'
import { refreshRates } from '../shop/rates/refresh.ts'
import { endRefunded } from '../shop/refunds/end-orders.ts'
import { remindOfRestocks } from '../shop/restocks/remind.ts'
import { lapseReturns } from '../shop/returns/lapse.ts'
import { countSales } from '../shop/stock/cover.ts'
import { postDigest } from '../shop/stock/digest.ts'
import { endGrants } from '../shop/team/end-grants.ts'
import type { Planner } from './heartbeat.ts'
import type { Services } from './operation.ts'

const EVERY_MINUTE = '0 * * * * *'
const DAYS_KEPT = 2

/** What the heartbeat wakes. Each asks the database what is due, so one that slept catches up. */
export const plannersOf = ({ db, jobs, uses }: Services): Planner[] => [
  { name: 'rollups', every: '*/10 * * * * *', run: () => refresh(db) },
  { name: 'reports', every: EVERY_MINUTE, run: (now) => planReports(db, jobs, now) },
  { name: 'approvals', every: EVERY_MINUTE, run: (now) => sweepApprovals(db, jobs, now) },
  { name: 'rates', every: EVERY_MINUTE, run: (now) => refreshRates(db, jobs, fetch, now) },
  {
    name: 'deliveries',
    every: '0 17 * * * *',
    run: (now) =>
      db
        .deleteFrom('deliveries')
        .where('at', '<', now.subtract({ hours: 24 * DAYS_KEPT }))
        .execute(),
  },
  { name: 'grants', every: EVERY_MINUTE, run: (now) => endGrants(db, jobs, now) },
  { name: 'callbacks', every: '* * * * * *', run: (now) => queueCallbacks(db, jobs, now) },
  { name: 'delivered callbacks', every: '0 19 * * * *', run: (now) => forgetCallbacks(db, now) },
  { name: 'unpaid orders', every: EVERY_MINUTE, run: (now) => cancelUnpaid(db, jobs, now) },
  { name: 'refunded orders', every: EVERY_MINUTE, run: (now) => endRefunded(db, jobs, now) },
  { name: 'returns', every: EVERY_MINUTE, run: (now) => lapseReturns(db, jobs, now) },
  { name: 'recent sales', every: '30 */10 * * * *', run: (now) => countSales(db, now) },
  { name: 'stock digest', every: EVERY_MINUTE, run: (now) => postDigest(db, jobs, now) },
  { name: 'restocks', every: EVERY_MINUTE, run: (now) => remindOfRestocks(db, jobs, now) },
  { name: 'permission uses', every: EVERY_MINUTE, run: () => uses.write(db) },
  { name: 'favourites', every: '0 23 * * * *', run: (now) => expireFavourites(db, now) },
  { name: 'notices', every: '0 29 * * * *', run: (now) => forgetNotices(db, now) },
]
