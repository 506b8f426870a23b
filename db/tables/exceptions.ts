import { date, instant, int, json, nullable, text } from '../columns.ts'

/** One sign of something wrong: its code, and the figures that its words take (`exception.sign.CODE`). */
export interface Sign {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/**
 * `merchant_id`: whose goods it is about. `answer_by` to `escalated_at`: of a question to them. `outcome`: resolved,
 * dismissed, or settled by itself.
 */
export const order_exceptions = {
  order_number: text,
  id: int,
  kind: text,
  merchant_id: nullable(text),
  opened_at: instant,
  opened_by: nullable(text),
  note: nullable(text),
  signs: json<Sign[]>(),
  answer_by: nullable(instant),
  reason: nullable(text),
  promised_on: nullable(date),
  answered_at: nullable(instant),
  answered_by: nullable(text),
  escalated_at: nullable(instant),
  claimed_by: nullable(text),
  claimed_at: nullable(instant),
  closed_at: nullable(instant),
  closed_by: nullable(text),
  outcome: nullable(text),
  outcome_note: nullable(text),
}
