import { bigint, bool, defaulted, instant, int, json, nullable, text, texts } from '../columns.ts'

export const merchants = { id: text, name: text, email: nullable(text) }

export const products = {
  sku: text,
  name: text,
  name_zh: nullable(text),
  category: nullable(text),
  tags: defaulted(texts),
  merchant_id: nullable(text),
  price: bigint,
  currency: text,
  listed: defaulted(bool),
  updated_at: instant,
  /** When the storefront last told of each field, as ISO instants. */
  told: defaulted(json<Record<string, string>>()),
  /** What a piece costs the shop, in minor units of `currency`; null where nobody has said. */
  cost: nullable(bigint),
  /** The product that this one is a variant of; that one is no variant itself. */
  variant_of: nullable(text),
  /** What sets a variant apart, as {"size": "M"}. */
  options: defaulted(json<Record<string, string>>()),
}

/** A tree. A category that goods name for the first time begins as a root, by a trigger. */
export const categories = {
  id: text,
  name: text,
  name_zh: nullable(text),
  parent_id: nullable(text),
  /** Ids from the root down to this one. */
  path: texts,
}

/** Every change of a price by a person or a storefront. `state`: waiting, applied, rejected, expired, withdrawn. */
export const price_changes = {
  id: defaulted(bigint),
  sku: text,
  before: bigint,
  after: bigint,
  currency: text,
  state: text,
  reason: nullable(text),
  requested_by: nullable(text),
  requested_at: instant,
  settled_at: nullable(instant),
}

/** A product without a row here is not tracked. Levels left null follow the settings. */
export const stock = {
  sku: text,
  on_hand: int,
  reserved: defaulted(int),
  warning_level: nullable(int),
  safety_level: nullable(int),
  minimum_level: nullable(int),
  /** Set while below safety, so that one fall gives one alert; cleared on recovery. */
  low_since: nullable(instant),
  updated_at: instant,
  /** Set while selling has stopped at the minimum. */
  stopped_since: nullable(instant),
  /** When a digest told that it is below warning; cleared on recovery. */
  warned_at: nullable(instant),
}

/** The ledger: `stock` is the sum of its movements. `key` makes a repeated movement a no-op. */
export const stock_movements = {
  id: defaulted(bigint),
  sku: text,
  key: text,
  kind: text,
  on_hand_change: int,
  reserved_change: int,
  on_hand_after: int,
  reserved_after: int,
  order_number: nullable(text),
  member_id: nullable(text),
  reason: nullable(text),
  at: instant,
}
