import { bigint, bool, defaulted, instant, json, nullable, text } from '../columns.ts'

/** What storefronts told, as it came. `waits_for`: what has to become known before it can be applied. */
export const storefront_events = {
  id: text,
  type: text,
  subject: text,
  data: json<Record<string, unknown>>(),
  occurred_at: instant,
  received_at: instant,
  state: text,
  waits_for: nullable(text),
  /** Why it is not applied: a refusal's code and values. */
  refusal: nullable(
    json<{ code: string; values: Record<string, string | number | boolean | readonly string[] | object> }>(),
  ),
  applied_at: nullable(instant),
}

/** What customers saved, or took off their list again: the latest word of each. */
export const favourites = {
  customer_id: text,
  sku: text,
  saved: bool,
  changed_at: instant,
  /** When it was saved last, also of one that was taken off since. */
  added_at: nullable(instant),
}

/** What customers are to be told about what they saved. `key` makes the same notice again a no-op. */
export const customer_notices = {
  id: defaulted(bigint),
  key: text,
  customer_id: text,
  kind: text,
  sku: text,
  data: json<Record<string, string | number>>(),
  at: instant,
}
