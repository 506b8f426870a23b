import { bigint, bool, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/** Appended by whoever changes an order, in the same transaction; `at` lies in the bucket to recompute. */
export const rollup_marks = { id: defaulted(bigint), rollup: text, at: instant }

/**
 * Sales by the instant at which a local hour of the shop begins. `merchant_id` '' is the whole shop; a merchant's row
 * holds its own lines of the orders that have some. Money twice: in the shop's currency, and (`own_`) in the order's.
 */
export const sales_hours = {
  bucket: instant,
  merchant_id: text,
  currency: text,
  orders_placed: int,
  orders_cancelled: int,
  orders_paid: int,
  units: bigint,
  gross_sales: bigint,
  discounts: bigint,
  cancellations: bigint,
  returns: bigint,
  shipping: bigint,
  tax: bigint,
  shipping_refunds: bigint,
  own_gross_sales: bigint,
  own_discounts: bigint,
  own_cancellations: bigint,
  own_returns: bigint,
  own_shipping: bigint,
  own_tax: bigint,
  own_shipping_refunds: bigint,
}

export const payment_hours = {
  bucket: instant,
  method: text,
  currency: text,
  payments: int,
  failed: int,
  captured: bigint,
  refunded: bigint,
  own_captured: bigint,
  own_refunded: bigint,
}

/** `schedule` is a preset and its time, as analytics/subscriptions reads it; `timezone` says when it fires. */
export const subscriptions = {
  id: defaulted(bigint),
  report: text,
  filters: json<Record<string, string>>(),
  schedule: text,
  timezone: text,
  locale: nullable(text),
  channel: text,
  owner: text,
  created_at: instant,
  /** Created, or resumed: no slot before it is posted. */
  active_since: instant,
  paused_at: nullable(instant),
  removed_at: nullable(instant),
}

/** One row a slot: whoever inserts it has claimed the run. */
export const report_runs = {
  subscription_id: bigint,
  slot: instant,
  state: text,
  late: bool,
  claimed_at: instant,
  finished_at: nullable(instant),
  error: nullable(text),
}
