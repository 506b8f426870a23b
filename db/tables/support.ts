import { bigint, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/**
 * What is talked about with a customer. `channel`: where its card is (see `channelOf`); `level`: first, senior; `kind`:
 * conversation, complaint; `state`: open, snoozed, resolved. Those not resolved are at most one a customer.
 */
export const conversations = {
  id: defaulted(bigint),
  customer_id: text,
  /** The order that was named last. */
  order_number: nullable(text),
  topic: nullable(text),
  /** The primary part of its tag: en, zh. */
  language: nullable(text),
  tier: nullable(text),
  /** Where the order is of one merchant alone. */
  merchant_id: nullable(text),
  channel: text,
  level: text,
  kind: text,
  state: text,
  /** Who answers; kept when it is resolved. */
  owner: nullable(text),
  opened_at: instant,
  /** When customer or agent wrote last. */
  spoken_at: instant,
  /** When the customer wrote what is not answered yet; null: nothing is. */
  waiting_since: nullable(instant),
  first_answer_at: nullable(instant),
  first_answer_by: nullable(text),
  resolved_at: nullable(instant),
  snoozed_until: nullable(instant),
  reopened: defaulted(int),
  /** Of what waits since `waiting_since`. */
  reminded_at: nullable(instant),
  escalated_at: nullable(instant),
  severity: nullable(text),
  complained_at: nullable(instant),
  deadline: nullable(instant),
  deadline_reminded_at: nullable(instant),
  deadline_escalated_at: nullable(instant),
  outcome: nullable(text),
}

/**
 * What was said and done in a conversation, in the order in which we took it. `kind`: customer, agent (sent to the
 * customer), note (for the team), event (`event` says which, `data` its values). `source`: where it came from, as JSON:
 * what has been taken is not taken again. `data` of an answer has what the agent saw.
 */
export const conversation_entries = {
  seq: defaulted(bigint),
  conversation_id: bigint,
  at: instant,
  kind: text,
  event: nullable(text),
  member_id: nullable(text),
  text: nullable(text),
  order_number: nullable(text),
  data: defaulted(json<EntryData>()),
  source: nullable(text),
  /** When the storefront took it. */
  delivered_at: nullable(instant),
}

/** Values of an event, or what an agent had before them who answered. */
export interface EntryData {
  readonly to?: string | null
  readonly from?: string | null
  readonly until?: string
  readonly severity?: string
  readonly score?: number
  readonly canned?: string
  readonly seen?: readonly { order: string; status: string; refunds: readonly string[] }[]
}

/** What is said about a conversation afterwards: why it is an example, what a supervisor tells its agent. */
export const conversation_remarks = {
  id: defaulted(bigint),
  conversation_id: bigint,
  kind: text,
  member_id: text,
  text,
  at: instant,
}

/** Answers that are ready; `text` has variables. */
export const canned_answers = { name: text, text, changed_by: nullable(text), changed_at: instant }

/** Where conversations go that fit all that is set; the first that fits counts. `channel` null: the support channel. */
export const support_routes = {
  id: defaulted(bigint),
  topic: nullable(text),
  language: nullable(text),
  tier: nullable(text),
  merchant_id: nullable(text),
  channel: nullable(text),
  level: text,
  made_by: nullable(text),
  made_at: instant,
}

/** How content customers are, from 1 to 5: the latest word of each rating. */
export const customer_ratings = {
  seq: defaulted(bigint),
  customer_id: text,
  id: text,
  order_number: nullable(text),
  score: int,
  comment: nullable(text),
  at: instant,
  conversation_id: nullable(bigint),
}
