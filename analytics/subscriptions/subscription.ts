import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import type { Filters } from '../../shop/orders/narrowing.ts'
import { demand } from '../../shop/result.ts'
import { parseSchedule, type Schedule } from './schedule.ts'
import type { Period } from './windows.ts'

/** A report that is posted by itself. */
export interface Subscription {
  readonly id: string
  readonly report: string
  readonly filters: Filters
  /** Only this merchant's lines; null for the whole shop. */
  readonly merchant: string | null
  readonly schedule: Schedule
  /** Whose clocks the schedule means; the report's days are the shop's. */
  readonly zone: string
  /** Null: the language of the channel, or of the person. */
  readonly locale: Locale | null
  /** An address as of messages: the setting that names the channel, the channel, or a person. */
  readonly channel: string
  /** What it is about; null: the time since the slot before. */
  readonly period: Period | null
  /** Nothing is posted where nothing happened. */
  readonly skipEmpty: boolean
  readonly owner: string
  /** The merchant whose people scheduled it; null: the shop's. */
  readonly ofMerchant: string | null
  readonly activeSince: Temporal.Instant
  readonly paused: boolean
  readonly removed: boolean
}

export type SubscriptionRow = Selectable<Tables['subscriptions']>

export function subscriptionOf(row: SubscriptionRow): Subscription {
  return {
    id: String(row.id),
    report: row.report,
    filters: row.filters,
    merchant: row.filters.merchant ?? null,
    schedule: demand(parseSchedule(row.schedule)),
    zone: row.timezone,
    locale: row.locale as Locale | null,
    channel: row.channel,
    period: row.period as Period | null,
    skipEmpty: row.skip_empty,
    owner: row.owner,
    ofMerchant: row.of_merchant,
    activeSince: row.active_since,
    paused: row.paused_at !== null,
    removed: row.removed_at !== null,
  }
}

/** The subscriptions there are, oldest first; where a merchant is given those that its own people scheduled. */
export async function listSubscriptions(db: Db, merchant: string | null = null): Promise<Subscription[]> {
  const rows = await db.selectFrom('subscriptions').selectAll().where('removed_at', 'is', null).orderBy('id').execute()
  return rows.map(subscriptionOf).filter((subscription) => merchant === null || subscription.ofMerchant === merchant)
}

/** A subscription by its number, as people write it; null where there is none, or none of the merchant's people. */
export async function subscriptionNumbered(
  db: Db,
  id: string,
  merchant: string | null,
  { lock = false }: { lock?: boolean } = {},
): Promise<Subscription | null> {
  if (!/^#?\d{1,18}$/.test(id)) return null
  const row = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('id', '=', BigInt(id.replace('#', '')))
    .where('removed_at', 'is', null)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  const subscription = row && subscriptionOf(row)
  return subscription && (merchant === null || subscription.ofMerchant === merchant) ? subscription : null
}
