import { secondsBehind } from '../db/replica.ts'
import type { Db } from '../db/tables/index.ts'
import { countOpenExceptions } from '../shop/exceptions/exception.ts'
import { toDecimal } from '../shop/money.ts'
import { countUndecided } from '../shop/refunds/pending.ts'
import { readSettings } from '../shop/settings/read.ts'
import type { Settings } from '../shop/settings/registry.ts'
import { countLowStock } from '../shop/stock/look-up.ts'
import { countWaiting } from '../shop/support/list.ts'
import { countOpenEpisodes } from './alerts/episodes.ts'
import { once } from './once.ts'
import type { Figures } from './reports/metrics.ts'
import { payments } from './reports/payments.ts'
import { queryOf } from './reports/query.ts'
import { readRefundFacts } from './reports/refund-facts.ts'
import type { ReportQuery } from './reports/report.ts'
import { readAddedUp } from './reports/sales.ts'
import { wholes } from './reports/slots.ts'
import { uncountedSince } from './rollups/refresh.ts'
import { isRolledUp } from './rollups/zone.ts'
import { countFailedRuns } from './subscriptions/runs.ts'

/** What gauges are read of; what several of them need is read once. */
interface GaugeSource {
  readonly db: Db
  readonly settings: Settings
  readonly now: Temporal.Instant
  readonly today: ReportQuery
  /** Totals of the shop's day, as the rollups have them. */
  readonly sales: () => Promise<Figures>
  readonly payments: () => Promise<Figures>
}

/** One figure of how the shop does at this moment, for monitoring. */
export interface BusinessGauge {
  readonly name: string
  readonly help: string
  /** It is in major units of the shop's currency. */
  readonly money?: true
  /** Null where there is no such thing. */
  read(source: GaugeSource): Promise<bigint | number | null>
}

const DAY = { hours: 24 }

/** Every gauge there is, under the definitions of the reports. `today` is the shop's. */
export const businessGauges: readonly BusinessGauge[] = [
  {
    name: 'orders_placed_today',
    help: 'Orders placed since midnight in the shop',
    read: async ({ sales }) => (await sales()).orders_placed ?? 0n,
  },
  {
    name: 'gross_sales_today',
    help: 'Gross sales since midnight in the shop, in its currency',
    money: true,
    read: async ({ sales, settings }) =>
      Number(toDecimal(BigInt((await sales()).gross_sales ?? 0n), settings['shop.currency'])),
  },
  {
    name: 'payments_captured_today',
    help: 'Payments captured since midnight in the shop',
    read: async ({ payments }) => (await payments()).payments ?? 0n,
  },
  {
    name: 'payments_failed_today',
    help: 'Payments failed since midnight in the shop',
    read: async ({ payments }) => (await payments()).failed ?? 0n,
  },
  {
    name: 'refunds_succeeded_today',
    help: 'Refunds paid back since midnight in the shop',
    read: async ({ db, today }) => {
      const facts = await readRefundFacts(db, today, wholes(today))
      return facts.find(({ slot, reason }) => slot === 1 && reason === null)?.succeeded ?? 0n
    },
  },
  {
    name: 'refunds_waiting',
    help: 'Refunds that wait for a decision',
    read: ({ db }) => countUndecided(db),
  },
  {
    name: 'exceptions_open',
    help: 'Exceptions of orders that nobody has settled',
    read: ({ db }) => countOpenExceptions(db),
  },
  {
    name: 'goods_low',
    help: 'Goods with less available than their safety level',
    read: ({ db, settings }) => countLowStock(db, settings, null),
  },
  {
    name: 'conversations_waiting',
    help: 'Conversations whose customer waits for an answer',
    read: ({ db, now }) => countWaiting(db, now),
  },
  {
    name: 'alerts_firing',
    help: 'Alerts whose figure is out of the ordinary',
    read: ({ db }) => countOpenEpisodes(db),
  },
  {
    name: 'report_runs_failed',
    help: 'Scheduled reports given up in the last 24 hours',
    read: ({ db, now }) => countFailedRuns(db, now.subtract(DAY)),
  },
  {
    name: 'uncounted_seconds',
    help: 'Seconds since the oldest moment that a change not counted yet is about; 0 where all is counted',
    read: async ({ db, now }) => {
      const since = await uncountedSince(db)
      return since ? Math.max(0, now.since(since).total('seconds')) : 0
    },
  },
  {
    name: 'replica_behind_seconds',
    help: 'Seconds by which the replica that reports read is behind',
    read: ({ db }) => secondsBehind(db),
  },
]

/** What all gauges of one moment are read of. */
export async function openGaugeSource(db: Db, now: Temporal.Instant): Promise<GaugeSource> {
  const settings = await readSettings(db)
  const zone = settings['shop.timezone']
  const date = now.toZonedDateTimeISO(zone).toPlainDate()
  const today = queryOf({ from: date, to: date }, { zone, isRolledUp: await isRolledUp(db, zone) }, now, { limit: 1 })
  return {
    ...{ db, settings, now, today },
    sales: once(async () => (await readAddedUp(db, today)).totals),
    payments: once(async () => (await payments.read(db, today)).totals),
  }
}
