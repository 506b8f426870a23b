import { bigint, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/** `rule` (by the fields of its type) and `terms` hold what people wrote, in canonical form; `version` counts changes. */
export const promotions = {
  code: text,
  type: text,
  /** draft, active, paused or ended, as people set it. Whether an active one is in force also depends on time and limits. */
  status: text,
  rule: json<Record<string, string>>(),
  terms: json<Record<string, string>>(),
  currency: text,
  version: defaulted(int),
  created_at: instant,
  created_by: nullable(text),
  updated_at: instant,
}

/** What orders have taken of one promotion (`promotion:CODE`) or coupon (`coupon:CODE`), in all or per customer. */
export const promotion_counters = {
  subject: text,
  /** '' counts everybody. */
  customer_id: defaulted(text),
  uses: defaulted(bigint),
  pieces: defaulted(bigint),
  given: defaulted(bigint),
}

/** One row an order and promotion that it got. `given` is money in minor units of the promotion's currency. */
export const promotion_uses = {
  order_number: text,
  promotion: text,
  customer_id: nullable(text),
  coupon: nullable(text),
  pieces: int,
  given: bigint,
  at: instant,
  released_at: nullable(instant),
}

/** Codes that were made together, or the rule that issues them one by one. */
export const coupon_batches = {
  id: defaulted(bigint),
  promotion: text,
  /** public, single_use, registered, order_above or segment. */
  kind: text,
  /** Of one code: in all, and by one customer. */
  most_uses: nullable(int),
  per_customer: nullable(int),
  expires_at: nullable(instant),
  /** Of a code issued by a rule, from its issue on. */
  valid_days: nullable(int),
  above: nullable(bigint),
  segment: nullable(text),
  /** What a rule derives its codes from. */
  secret: nullable(text),
  request_key: text,
  created_at: instant,
  created_by: nullable(text),
  stopped_at: nullable(instant),
}

export const coupons = {
  code: text,
  batch_id: bigint,
  /** Who alone may use it. */
  customer_id: nullable(text),
  /** The event it was issued for: one a batch and event. */
  issued_for: nullable(text),
  expires_at: nullable(instant),
  issued_at: instant,
}
