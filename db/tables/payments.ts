import { bool, defaulted, instant, json, nullable, numeric, text } from '../columns.ts'

/** Payment methods that differ from what is shipped, and own ones, which carry a name in both languages. */
export const payment_methods = {
  code: text,
  name: nullable(text),
  name_zh: nullable(text),
  enabled: bool,
  /** As in shop/payments/rules.ts; what is absent is as shipped. */
  rules: json<unknown>(),
  updated_at: instant,
}

/** Exchange rates by hand: one unit of `currency` in units of the shop's currency. */
export const fixed_rates = { currency: text, rate: numeric, set_at: instant, set_by: text }

/** At most one row: the rates that a source gave last, which stay until it gives newer ones. */
export const rate_source = {
  id: defaulted(bool),
  address: text,
  /** When the rates were published. */
  published_at: nullable(instant),
  fetched_at: nullable(instant),
  attempted_at: instant,
  /** Since when each attempt has failed, and why the last one did. */
  failing_since: nullable(instant),
  error: nullable(json<{ code: string; values: Record<string, string | number> }>()),
  /** Since when the rates are older than allowed. */
  stale_since: nullable(instant),
  /** Units of each currency for one euro, as decimals in text. */
  per_euro: json<Record<string, string>>(),
}
