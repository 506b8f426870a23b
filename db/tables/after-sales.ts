import { bigint, bool, defaulted, instant, int, nullable, text } from '../columns.ts'

/**
 * Goods that a customer wants to send back, for their money or (`exchange`) for others. `id` is the storefront's, or our own
 * where a colleague asked; `seq` counts within the order.
 */
export const returns = {
  order_number: text,
  id: text,
  seq: int,
  kind: text,
  state: text,
  reason: text,
  requested_at: instant,
  requested_by: nullable(text),
  /** What the customer was told to do. */
  instructions: nullable(text),
  /** Why it was refused or cancelled. */
  state_reason: nullable(text),
  lapse_at: nullable(instant),
  received_at: nullable(instant),
  settled_at: nullable(instant),
  /** By which money goes back, or over to the order of an exchange. */
  refund_id: nullable(text),
  /** The order with the goods wanted instead, and what of its price those sent back were worth. */
  exchange_order: nullable(text),
  credit: nullable(bigint),
}

/** `wanted_sku`: what is wanted instead. Of an inspected line `accepted` says how many pieces are good. */
export const return_lines = {
  order_number: text,
  return_id: text,
  line: int,
  quantity: int,
  wanted_sku: nullable(text),
  accepted: nullable(int),
  write_off: defaulted(bool),
  refusal: nullable(text),
}
