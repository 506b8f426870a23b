import { bigint, bool, date, defaulted, instant, int, json, nullable, numbers, text } from '../columns.ts'

/**
 * Appended by whoever changes an order, in the same transaction; `at` lies in the bucket to recompute, `key` is the SKU,
 * the region or the customer where only that is.
 */
export const rollup_marks = { id: defaulted(bigint), rollup: text, at: instant, key: nullable(text) }

/**
 * Sales by the instant at which a local hour of the shop begins. `merchant_id` '' is the whole shop; a merchant's row
 * holds its own lines of the orders that have some. Money twice: in the shop's currency, and (`own_`) in the order's. Of
 * orders that hold something of a merchant: how many there are, cancelled ones, and of the others how many were sent, and late.
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
  merchant_orders: defaulted(int),
  merchant_cancelled: defaulted(int),
  sent: defaulted(int),
  sent_late: defaulted(int),
}

/** The same by local day, of the whole shop only. */
export const sales_days = sales_hours

/** Payments by the instant at which a local hour of the shop begins. `region` is '' where the order has none. */
export const payment_hours = {
  bucket: instant,
  method: text,
  region: defaulted(text),
  currency: text,
  payments: int,
  failed: int,
  captured: bigint,
  refunded: bigint,
  own_captured: bigint,
  own_refunded: bigint,
}

/** Goods by the instant at which a local day of the shop begins. `merchant_id` and `category` are '' where a line has none. */
export const product_days = {
  bucket: instant,
  sku: text,
  merchant_id: text,
  category: text,
  units: bigint,
  gross_sales: bigint,
  returned_units: bigint,
}

/**
 * The days on which a customer of the shop ordered: the first of them, the one before, how many orders there were on all
 * days before it, and on it.
 */
export const customer_days = {
  customer_id: text,
  bucket: instant,
  first: instant,
  previous: nullable(instant),
  earlier: int,
  orders: int,
}

/**
 * What orders took of promotions, by the instant at which a local day of the shop begins and the order's region ('' where it
 * has none): in all (`promotion` '', `batch_id` 0), of one promotion, or of one batch of coupons. Money in the shop's currency.
 */
export const promotion_days = {
  bucket: instant,
  promotion: text,
  batch_id: bigint,
  region: text,
  redemptions: int,
  released: int,
  promoted_orders: int,
  discount_given: bigint,
  promoted_sales: bigint,
}

/**
 * How customers were served, by the instant at which a local day of the shop begins and agent ('' is nobody). Of each first
 * answer and each end: when the conversation began and when it came, in milliseconds since 1970, in the same order.
 */
export const support_days = {
  bucket: instant,
  agent: text,
  conversations: int,
  complaints: int,
  replies: int,
  reopened: int,
  ratings: int,
  stars: int,
  answered_from: numbers,
  answered_at: numbers,
  resolved_from: numbers,
  resolved_at: numbers,
}

/** What a rebuild that is under way was asked for. No row while none is. */
export const rollup_rebuild = {
  zone: text,
  range_from: nullable(date),
  range_to: nullable(date),
}

/** The parts of it that are done. */
export const rollup_rebuilt = { rollup: text, part: text }

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
  /** The merchant whose people scheduled it, and may change it; null: the shop's. */
  of_merchant: nullable(text),
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
  /** What it is about, in the shop's days, by the schedule of when it was claimed. */
  from_date: nullable(date),
  to_date: nullable(date),
}
