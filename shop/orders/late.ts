import { sql } from 'kysely'
import type { Settings } from '../settings/registry.ts'

/** By when an order has to leave: as was promised since, or by the setting at its payment. */
export const shipDeadline = sql<Temporal.Instant>`coalesce(ship_promised_at, ship_by)`

/** Whether an order should have left and has not, imported history too: what reports count. */
export const shipsLate = (now: Temporal.Instant) =>
  sql<boolean>`(status in ('paid', 'processing') and ${shipDeadline} < ${now})`

/** By when a shipped order should arrive: as the carrier or storefront says, or after the setting's days. */
export const deliveryDue = (settings: Settings) =>
  sql<Temporal.Instant>`coalesce(estimated_delivery_at, shipped_at + ${settings['order.delivery_days'] * 24}::int * interval '1 hour')`

/** An instant so many hours back: what lies before it is older than that. */
export const hoursBack = (now: Temporal.Instant, hours: number) => now.subtract({ hours })

/** What an order that waits for its payment has waited since: told of late, it is paid late. */
export const waitsSince = sql<Temporal.Instant>`greatest(placed_at, received_at)`

/** Orders that stand where they are for too long. History that was imported does not count. */
export function isLate(settings: Settings, now: Temporal.Instant) {
  const pay = settings['order.pay_within_hours']
  return sql<boolean>`(not imported and case status
    when 'pending_payment' then ${pay > 0} and ${waitsSince} <= ${hoursBack(now, pay)}
    when 'shipped' then ${deliveryDue(settings)} <= ${hoursBack(now, settings['order.overdue_after_hours'])}
    else status in ('paid', 'processing') and ${shipDeadline} <= ${now} end)`
}
