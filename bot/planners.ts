import { planAlerts } from '../analytics/alerts/plan.ts'
import { followZone } from '../analytics/rollups/follow-zone.ts'
import { refresh } from '../analytics/rollups/refresh.ts'
import { passOn } from '../analytics/subscriptions/owners.ts'
import { planReports } from '../analytics/subscriptions/plan.ts'
import { sweepApprovals } from '../shop/approvals/sweep.ts'
import { postHead } from '../shop/audit-chain/head.ts'
import { sealAudit } from '../shop/audit-chain/seal.ts'
import { seeToArrivals } from '../shop/automation/arrivals.ts'
import { forgetCallbacks, queueCallbacks } from '../shop/callbacks/queue.ts'
import { escalateLate } from '../shop/exceptions/late.ts'
import { settleExceptions } from '../shop/exceptions/settle.ts'
import { expireFavourites } from '../shop/favourites/expire.ts'
import { forgetNotices } from '../shop/favourites/notices.ts'
import { cancelUnpaid } from '../shop/orders/unpaid.ts'
import { refreshRates } from '../shop/rates/refresh.ts'
import { endRefunded } from '../shop/refunds/end-orders.ts'
import { remindOfRestocks } from '../shop/restocks/remind.ts'
import { lapseReturns } from '../shop/returns/lapse.ts'
import { postFeedback } from '../shop/settings/feedback-digest.ts'
import { runSchedules } from '../shop/settings/run-schedules.ts'
import { countSales } from '../shop/stock/cover.ts'
import { postDigest } from '../shop/stock/digest.ts'
import { assignWaiting } from '../shop/support/assign.ts'
import { sweepConversations } from '../shop/support/due.ts'
import { endGrants } from '../shop/team/end-grants.ts'
import { sweepTimers } from '../shop/timers/index.ts'
import { examineWhenDue } from './doctor/examine.ts'
import type { Planner } from './heartbeat.ts'
import type { Services } from './operation.ts'
import { Presence } from './presence.ts'

const EVERY_SECOND = '* * * * * *'
const EVERY_MINUTE = '0 * * * * *'
const DAYS_KEPT = 2

/** What the heartbeat wakes. Each asks the database what is due, so one that slept catches up. */
export function plannersOf(services: Services): Planner[] {
  const { db, jobs, uses, slack, auditKeys } = services
  const presence = new Presence(slack)
  return [
    { name: 'rollups', every: '*/10 * * * * *', run: () => refresh(db) },
    { name: 'reports', every: EVERY_MINUTE, run: (now) => planReports(db, jobs, now) },
    { name: 'alerts', every: EVERY_MINUTE, run: (now) => planAlerts(db, jobs, now) },
    { name: 'owners of reports', every: EVERY_MINUTE, run: (now) => passOn(db, jobs, now) },
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
    { name: 'audit', every: EVERY_MINUTE, run: (now) => sealAudit(db, auditKeys).then(() => postHead(db, jobs, now)) },
    { name: 'grants', every: EVERY_MINUTE, run: (now) => endGrants(db, jobs, now) },
    { name: 'callbacks', every: EVERY_SECOND, run: (now) => queueCallbacks(db, jobs, now) },
    { name: 'delivered callbacks', every: '0 19 * * * *', run: (now) => forgetCallbacks(db, now) },
    { name: 'unpaid orders', every: EVERY_MINUTE, run: (now) => cancelUnpaid(db, jobs, now) },
    { name: 'timed rules of orders', every: EVERY_MINUTE, run: (now) => sweepTimers(db, jobs, now) },
    { name: 'new orders', every: EVERY_SECOND, run: (now) => seeToArrivals(db, jobs, now) },
    { name: 'late orders', every: EVERY_MINUTE, run: (now) => escalateLate(db, jobs, now) },
    { name: 'settled exceptions', every: EVERY_MINUTE, run: (now) => settleExceptions(db, jobs, now) },
    { name: 'refunded orders', every: EVERY_MINUTE, run: (now) => endRefunded(db, jobs, now) },
    { name: 'returns', every: EVERY_MINUTE, run: (now) => lapseReturns(db, jobs, now) },
    { name: 'recent sales', every: '30 */10 * * * *', run: (now) => countSales(db, now) },
    { name: 'stock digest', every: EVERY_MINUTE, run: (now) => postDigest(db, jobs, now) },
    { name: 'restocks', every: EVERY_MINUTE, run: (now) => remindOfRestocks(db, jobs, now) },
    { name: 'conversations', every: EVERY_MINUTE, run: (now) => sweepConversations(db, jobs, now) },
    {
      name: 'assignment',
      every: '*/10 * * * * *',
      run: (now) => assignWaiting(db, jobs, (member) => presence.isActive(member, now), now),
    },
    { name: 'permission uses', every: EVERY_MINUTE, run: () => uses.write(db) },
    { name: 'favourites', every: '0 23 * * * *', run: (now) => expireFavourites(db, now) },
    { name: 'scheduled settings', every: EVERY_MINUTE, run: (now) => runSchedules(db, jobs, now) },
    { name: 'remarks on settings', every: '0 */10 * * * *', run: (now) => postFeedback(db, jobs, now) },
    { name: 'time zone', every: EVERY_MINUTE, run: () => followZone(db) },
    { name: 'self-check', every: EVERY_MINUTE, run: (now) => examineWhenDue(services, now) },
    { name: 'notices', every: '0 29 * * * *', run: (now) => forgetNotices(db, now) },
  ]
}
