import { sql } from 'kysely'
import type { Settings } from '../settings/registry.ts'

/** By when an order has to leave: as was promised since, or by the setting at its payment. */
export const shipDeadline = sql<Temporal.Instant>`coalesce(ship_promised_at, ship_by)`

/** Whether an order should have left and has not, imported history too: what reports count. */
export const shipsLate = (now: Temporal.Instant) =>
  sql<boolean>`(status in ('paid', 'processing') and ${shipDeadline} < ${now})`

/** The local date of the shop at an instant. */
const dateOf = (instant: string, zone: string) => sql`(${sql.ref(instant)} at time zone ${zone})::date`

/** What has arrived; an order that was cancelled after its delivery has not. */
export const hasArrived = sql<boolean>`status in ('delivered', 'completed')`

/** Whether an order arrived on a later local date than it was expected on. */
export const arrivedLate = (zone: string) =>
  // What arrived before it was expected costs no look at the calendar.
  sql<boolean>`(${hasArrived} and delivered_at > estimated_delivery_at
    and ${dateOf('delivered_at', zone)} > ${dateOf('estimated_delivery_at', zone)})`

/** Whether an order is under way though the local date on which it was expected has passed. */
export const isOverdue = (now: Temporal.Instant, zone: string) =>
  sql<boolean>`(status = 'shipped' and delivered_at is null
    and ${dateOf('estimated_delivery_at', zone)} < ${String(now.toZonedDateTimeISO(zone).toPlainDate())}::date)`

/** What reports count as late, by how it is asked for: sent, arrived, or still to arrive. */
export const lateBy = {
  shipment: shipsLate,
  delivery: (_: Temporal.Instant, zone: string) => arrivedLate(zone),
  overdue: isOverdue,
} as const satisfies Record<string, (now: Temporal.Instant, zone: string) => unknown>

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
