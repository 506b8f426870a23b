import { bigint, bool, defaulted, instant, int, json, text } from '../columns.ts'

/** `moment`: placed or paid. Conditions and actions: the text of each by its name (shop/automation). */
export const order_rules = {
  id: defaulted(bigint),
  name: text,
  active: bool,
  position: int,
  moment: text,
  conditions: json<Record<string, string>>(),
  actions: json<Record<string, string>>(),
  updated_at: instant,
}

/** What a rule did to an order: the code of the refusal for each action that was not possible, null for the others. */
export const order_rule_runs = {
  order_number: text,
  rule_id: bigint,
  at: instant,
  outcome: json<Record<string, string | null>>(),
}

/** Orders that were placed or paid and have not been looked at since. */
export const order_arrivals = { order_number: text, moment: text, at: instant }
