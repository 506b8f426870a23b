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

/** `schedule` is what analytics/subscriptions reads; `timezone` says when it fires. */
export const subscriptions = {
  id: defaulted(bigint),
  report: text,
  filters: json<Record<string, string>>(),
  schedule: text,
  timezone: text,
  locale: nullable(text),
  /** Where it is posted: a setting that names a channel, a channel (id or name), or a member (id). */
  channel: text,
  owner: text,
  created_at: instant,
  /** Created, resumed or given another schedule: no slot before it is posted. */
  active_since: instant,
  paused_at: nullable(instant),
  removed_at: nullable(instant),
  /** What it is about; null: the time since the slot before. */
  period: nullable(text),
  /** Nothing is posted where nothing happened. */
  skip_empty: defaulted(bool),
  /** When its owner was last told that it fails; null where it works. */
  told_at: nullable(instant),
}

/** One row a slot: whoever inserts it has claimed the run. */
export const report_runs = {
  subscription_id: bigint,
  slot: instant,
  /** claimed -> posted, skipped, retrying, failed; retrying -> claimed, failed. */
  state: text,
  late: bool,
  claimed_at: instant,
  finished_at: nullable(instant),
  /** A person had it run: it is no slot of the schedule. */
  asked: defaulted(bool),
  /** How often it failed, when it is tried again, and why it failed last: a refusal. */
  attempts: defaulted(int),
  retry_at: nullable(instant),
  trouble: nullable(json<{ code: string; values: object }>()),
}
