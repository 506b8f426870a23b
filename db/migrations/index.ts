import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as people from './0001_people.ts'
import * as catalogue from './0002_catalogue.ts'
import * as orders from './0003_orders.ts'
import * as approvals from './0004_approvals.ts'
import * as analytics from './0005_analytics.ts'
import * as sandboxGateway from './0006_sandbox_gateway.ts'
import * as imported from './0007_import.ts'
import * as sessionChanges from './0008_session_changes.ts'
import * as messageChannels from './0009_message_channels.ts'
import * as team from './0010_team.ts'
import * as paymentMethods from './0011_payment_methods.ts'
import * as promotions from './0012_promotions.ts'
import * as storefront from './0013_storefront.ts'
import * as products from './0014_products.ts'
import * as stock from './0015_stock.ts'
import * as reviews from './0016_reviews.ts'
import * as callbacks from './0017_callbacks.ts'
import * as recentSales from './0018_recent_sales.ts'
import * as ordersReceived from './0019_orders_received.ts'
import * as settled from './0020_settled.ts'
import * as refunds from './0021_refunds.ts'
import * as changesAsked from './0022_changes_asked.ts'
import * as trackingNumbers from './0023_tracking_numbers.ts'
import * as piecesNotSent from './0024_pieces_not_sent.ts'
import * as outdatedChanges from './0025_outdated_changes.ts'
import * as settings from './0026_settings.ts'
import * as orderCare from './0027_order_care.ts'
import * as orderTimers from './0028_order_timers.ts'
import * as orderExceptions from './0029_order_exceptions.ts'
import * as orderRules from './0030_order_rules.ts'
import * as conversations from './0031_conversations.ts'
import * as tracking from './0032_tracking.ts'
import * as returns from './0033_returns.ts'
import * as auditChain from './0034_audit_chain.ts'
import * as reportIndexes from './0035_report_indexes.ts'
import * as rollups from './0036_rollups.ts'
import * as alerts from './0037_alerts.ts'
import * as subscriptions from './0038_subscriptions.ts'
import * as moreReportIndexes from './0039_more_report_indexes.ts'
import * as bi from './0040_bi.ts'
import * as rebuiltParts from './0041_rebuilt_parts.ts'
import * as productSumsByKey from './0042_product_sums_by_key.ts'
import * as refundsByWayBack from './0043_refunds_by_way_back.ts'
import * as whoseSchedules from './0044_whose_schedules.ts'
import * as merchantsAndRegions from './0045_merchants_and_regions.ts'
import * as promotionAndSupportDays from './0046_promotion_and_support_days.ts'

/** Forward only, in order of name; one that has been released is never edited. */
const migrations: Record<string, Migration> = {
  '0001_people': people,
  '0002_catalogue': catalogue,
  '0003_orders': orders,
  '0004_approvals': approvals,
  '0005_analytics': analytics,
  '0006_sandbox_gateway': sandboxGateway,
  '0007_import': imported,
  '0008_session_changes': sessionChanges,
  '0009_message_channels': messageChannels,
  '0010_team': team,
  '0011_payment_methods': paymentMethods,
  '0012_promotions': promotions,
  '0013_storefront': storefront,
  '0014_products': products,
  '0015_stock': stock,
  '0016_reviews': reviews,
  '0017_callbacks': callbacks,
  '0018_recent_sales': recentSales,
  '0019_orders_received': ordersReceived,
  '0020_settled': settled,
  '0021_refunds': refunds,
  '0022_changes_asked': changesAsked,
  '0023_tracking_numbers': trackingNumbers,
  '0024_pieces_not_sent': piecesNotSent,
  '0025_outdated_changes': outdatedChanges,
  '0026_settings': settings,
  '0027_order_care': orderCare,
  '0028_order_timers': orderTimers,
  '0029_order_exceptions': orderExceptions,
  '0030_order_rules': orderRules,
  '0031_conversations': conversations,
  '0032_tracking': tracking,
  '0033_returns': returns,
  '0034_audit_chain': auditChain,
  '0035_report_indexes': reportIndexes,
  '0036_rollups': rollups,
  '0037_alerts': alerts,
  '0038_subscriptions': subscriptions,
  '0039_more_report_indexes': moreReportIndexes,
  '0040_bi': bi,
  '0041_rebuilt_parts': rebuiltParts,
  '0042_product_sums_by_key': productSumsByKey,
  '0043_refunds_by_way_back': refundsByWayBack,
  '0044_whose_schedules': whoseSchedules,
  '0045_merchants_and_regions': merchantsAndRegions,
  '0046_promotion_and_support_days': promotionAndSupportDays,
}

/**
 * Brings the schema up to date; does nothing where it is. Kysely holds a lock meanwhile, so several processes may
 * start at once. Throws the migration's own error, with nothing of that migration applied.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  if (await isUpToDate(db)) return
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Whether our migrations are applied, and no others. Asked first, since the migrator reads the whole catalogue three times. */
async function isUpToDate<T>(db: Kysely<T>): Promise<boolean> {
  const { rows: tables } = await sql`select where to_regclass('kysely_migration') is not null`.execute(db)
  if (tables.length === 0) return false
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return isDeepStrictEqual(
    rows.map(({ name }) => name),
    Object.keys(migrations),
  )
}
