import { bigint, date, defaulted, instant, int, nullable, text } from '../columns.ts'

/** Days whose digest of goods below warning was looked for, by the instant at which it was due. */
export const stock_digests = { slot: instant, posted_at: instant }

/**
 * A request for new goods. `state`: asked, promised, declined, received (all that was promised), closed (by hand).
 * `opened_by` null: by itself, at the safety level.
 */
export const restocks = {
  id: defaulted(bigint),
  sku: text,
  state: text,
  quantity: int,
  promised: nullable(int),
  due_on: nullable(date),
  received: defaulted(int),
  reason: nullable(text),
  opened_at: instant,
  opened_by: nullable(text),
  answered_at: nullable(instant),
  answered_by: nullable(text),
  closed_at: nullable(instant),
  reminded_at: nullable(instant),
}

export const stock_counts = {
  id: defaulted(bigint),
  /** Of the request that made it: the same one again counts nothing. */
  request_key: text,
  counted_by: text,
  counted_at: instant,
  reason: nullable(text),
}

/** `expected`: what was on hand when the counting began. */
export const stock_count_lines = { count_id: bigint, sku: text, expected: int, counted: int }

/** Units that each product sold in the days of shop/stock/cover.ts, as last counted. */
export const recent_sales = { sku: text, units: int }
