import { sql } from 'kysely'

/**
 * Whether the customer asked for a refund (of a query over `refunds`): by the storefront, or by cancelling the order. What
 * nobody asked for is the program's own doing.
 */
export const customerAsked = sql<boolean>`(
  refunds.requested_by is null and refunds.request_key is not null and (
    refunds.request_key like 'storefront:%' or exists (
      select from order_events as event
      where event.order_number = refunds.order_number and event.kind = 'cancelled' and event.member_id is null)))`
