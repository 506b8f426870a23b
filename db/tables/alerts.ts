import { bigint, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/** What a rule watches: a figure over a time, and from where on it fires (analytics/alerts). */
export interface KeptWatch {
  figure: string
  merchant: string | null
  window: string
  bound: KeptBound
}

interface KeptBound {
  name: string
  side: string
  value: number
}

/** What was found at a slot. */
export interface KeptReading {
  value: number | null
  before: number | null
  usual: { median: number; low: number; high: number } | null
  fires: boolean | null
}

/** `span` is the time that the figure is of; `channel` null: that of the settings, or the owner of a merchant's rule. */
export const alert_rules = {
  id: defaulted(bigint),
  preset: nullable(text),
  name: nullable(text),
  figure: text,
  merchant_id: nullable(text),
  span: text,
  bound: json<KeptBound>(),
  rearm_hours: int,
  channel: nullable(text),
  /** Who made it; null: it was shipped. */
  owner: nullable(text),
  created_at: instant,
  /** The latest slot that was looked at, and what was found. */
  evaluated_at: nullable(instant),
  reading: nullable(json<KeptReading>()),
  snoozed_until: nullable(instant),
  muted_at: nullable(instant),
  muted_by: nullable(text),
  removed_at: nullable(instant),
}

/** `rule`: as it was when the episode began; `began_at` and, where it recovered, `ended_at` are slots. */
export const alert_episodes = {
  id: defaulted(bigint),
  rule_id: bigint,
  rule: json<KeptWatch & { name: string | null; preset: string | null }>(),
  began_at: instant,
  reading: json<KeptReading>(),
  ended_at: nullable(instant),
  ending: nullable(text),
  last_reading: nullable(json<KeptReading>()),
}
