import { bigint, bool, defaulted, instant, int, json, nullable, numeric, text } from '../columns.ts'

export const customers = {
  id: text,
  name: nullable(text),
  email: nullable(text),
  phone: nullable(text),
  locale: nullable(text),
  region: nullable(text),
  /** When each field was last told of, as ISO instants. */
  told: defaulted(json<Record<string, string>>()),
}

/**
 * Money is in minor units of `currency`; `rate` turns a minor unit of it into minor units of the shop's currency.
 * `captured`, `refund_reserved` and `refunded` are counters of the family; a CHECK keeps the latter two within the first.
 */
export const orders = {
  number: text,
  customer_id: text,
  placed_at: instant,
  status: text,
  currency: text,
  rate: numeric,
  gross: bigint,
  discount: bigint,
  shipping: bigint,
  tax: bigint,
  total: bigint,
  captured: defaulted(bigint),
  refund_reserved: defaulted(bigint),
  refunded: defaulted(bigint),
  region: nullable(text),
  paid_at: nullable(instant),
  ship_by: nullable(instant),
  shipped_at: nullable(instant),
  estimated_delivery_at: nullable(instant),
  delivered_at: nullable(instant),
  completed_at: nullable(instant),
  cancelled_at: nullable(instant),
  /** Loaded as history: no reminder, alert, timed rule or stock movement comes of it. */
  imported: defaulted(bool),
  /** When it became known here; null where that is as old as the order. */
  received_at: nullable(instant),
  assigned_to: nullable(text),
  /** While it is held it does not leave. Why: what a person wrote, or a code of our own (`order.hold.CODE`). */
  held_at: nullable(instant),
  held_by: nullable(text),
  held_because: nullable(text),
  /** By when it leaves as was promised after it was late; it counts instead of `ship_by`. */
  ship_promised_at: nullable(instant),
  /** The order for whose goods those of this one were exchanged. */
  exchange_of: nullable(text),
}

/** Timed rules that have fired (shop/timers), and what their time counted from. */
export const order_timers = { order_number: text, timer: text, base: instant, fired_at: instant }

export const order_tags = { order_number: text, tag: text, tagged_at: instant, tagged_by: nullable(text) }

/** `discount`, `shipping` and `tax` are this line's shares, allocated when the order was placed. */
export const order_items = {
  order_number: text,
  line: int,
  /** When the order was placed. */
  ordered_at: instant,
  sku: text,
  name: text,
  category: nullable(text),
  merchant_id: nullable(text),
  quantity: int,
  unit_price: bigint,
  discount: defaulted(bigint),
  shipping: defaulted(bigint),
  tax: defaulted(bigint),
  /** Pieces that will not be sent: their money went back before they left. */
  not_sent: defaulted(int),
}

/**
 * `status`: pending, captured, failed. `at`: when it was captured or failed. `taken_at`: when the order was placed with
 * this method, where Backroom let it (shop/payments/take.ts).
 */
export const payments = {
  order_number: text,
  id: text,
  method: text,
  amount: bigint,
  status: text,
  at: instant,
  refund_reserved: defaulted(bigint),
  refunded: defaulted(bigint),
  taken_at: nullable(instant),
  /** Where its money first came in, where an exchange carried it over. */
  from_order: nullable(text),
  from_payment: nullable(text),
}

/**
 * `goods`, `shipping` and `surplus` (what was paid above the order's total) add up to `amount`. `id` is R1, R2, ... within
 * the order. `reason`: what a person wrote, or the code of one of our own (shop/refunds/reason.ts).
 */
export const refunds = {
  order_number: text,
  id: text,
  state: text,
  amount: bigint,
  goods: bigint,
  shipping: bigint,
  surplus: defaulted(bigint),
  reason: nullable(text),
  restock: defaulted(bool),
  requested_by: nullable(text),
  requested_at: instant,
  /** When it became known here; null where that is when it was requested. */
  received_at: nullable(instant),
  /** Of the request that made it: the same one again makes no second refund. */
  request_key: nullable(text),
  decided_at: nullable(instant),
  refunded_at: nullable(instant),
}

/** What of a refund falls on which order line. */
export const refund_lines = {
  order_number: text,
  refund_id: text,
  line: int,
  quantity: int,
  goods: bigint,
  shipping: bigint,
}

/** One part a payment. Its key at the provider is `order_number`-`refund_id`-`payment_id`. */
export const refund_parts = {
  order_number: text,
  refund_id: text,
  payment_id: text,
  amount: bigint,
  state: text,
  provider_ref: nullable(text),
  attempts: defaulted(int),
  error: nullable(text),
  succeeded_at: nullable(instant),
  /** By which the money goes back; null, in older ones: by that of its payment. */
  method: nullable(text),
}

export const shipments = {
  order_number: text,
  id: text,
  carrier: nullable(text),
  tracking_number: nullable(text),
  shipped_at: instant,
  delivered_at: nullable(instant),
  /** By its carrier, and when that was told. */
  estimated_delivery_at: nullable(instant),
  estimated_told_at: nullable(instant),
}

/** What a carrier told of a parcel. */
export const shipment_events = {
  order_number: text,
  shipment_id: text,
  at: instant,
  status: text,
  place: defaulted(text),
  note: defaulted(text),
}

export const shipment_lines = { order_number: text, shipment_id: text, line: int, quantity: int }

/** The timeline of an order. `seq` counts within the order. */
export const order_events = {
  order_number: text,
  seq: int,
  at: instant,
  kind: text,
  member_id: nullable(text),
  data: json<Record<string, unknown>>(),
}

export const reviews = {
  order_number: text,
  id: text,
  sku: nullable(text),
  rating: int,
  comment: nullable(text),
  at: instant,
  /** `waiting` for somebody's look, `published` or `hidden`; who decided so is null where the settings did. */
  state: defaulted(text),
  /** Hidden by somebody, and not published by somebody since: what its customer makes of it waits. */
  hidden_before: defaulted(bool),
  state_by: nullable(text),
  state_at: nullable(instant),
  state_reason: nullable(text),
  /** The shop's public answer. */
  reply: nullable(text),
  replied_by: nullable(text),
  replied_at: nullable(instant),
  /** An open report; settling one clears it. */
  reported_by: nullable(text),
  reported_at: nullable(instant),
  report_reason: nullable(text),
}
