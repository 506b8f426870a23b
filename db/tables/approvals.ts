import { bigint, defaulted, instant, int, json, nullable, text } from '../columns.ts'

/**
 * Whatever needs a second pair of eyes. `kind` and `subject` name the thing (refund, 1042-R1).
 * `state`: pending, info_asked, approved, rejected, expired, withdrawn, outdated. `required`: approvers needed.
 */
export const approvals = {
  id: defaulted(bigint),
  kind: text,
  subject: text,
  state: text,
  required: int,
  /** In minor units of the shop's currency: what the policy and the limits look at. */
  amount: bigint,
  requested_by: nullable(text),
  requested_at: instant,
  remind_at: nullable(instant),
  expire_at: nullable(instant),
  decided_at: nullable(instant),
}

export const approval_decisions = {
  approval_id: bigint,
  member_id: text,
  /** The role by which the member could decide: two approvers need different ones. */
  role: text,
  decision: text,
  reason: nullable(text),
  at: instant,
}

/**
 * A change of the team, a payment method or a setting that waits, or waited, for approval. `kind` (team, payment, settings)
 * and `about` name the thing, `what` how `asked` is carried out; `before` and `after` are what is shown. `state` as of a price,
 * or outdated: agreed to when it could not be made any more, with the refusal that says why; or alone: made at once, for want
 * of anybody else to agree.
 */
export const changes_asked = {
  id: defaulted(bigint),
  kind: text,
  what: text,
  about: text,
  asked: json<Record<string, unknown>>(),
  before: json<Record<string, unknown>>(),
  after: json<Record<string, unknown>>(),
  reason: nullable(text),
  state: text,
  requested_by: text,
  requested_at: instant,
  settled_at: nullable(instant),
  refusal: nullable(json<{ code: string; values: Record<string, unknown> }>()),
}
