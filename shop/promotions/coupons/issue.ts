import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../../db/tables/index.ts'
import { couponIssued } from '../../callbacks/kinds/customers.ts'
import { tellStorefrontAll } from '../../callbacks/tell.ts'
import { isGuest } from '../../customers.ts'
import { codeOf } from './code.ts'

/** What a customer did that coupons may be given for. `total` is in minor units of the shop's currency. */
export type CouponEvent =
  | { readonly kind: 'registered'; readonly customer: string }
  | { readonly kind: 'order_paid'; readonly customer: string; readonly order: string; readonly total: bigint }

/** What issues coupons one by one. */
export interface IssueRule {
  id: bigint
  secret: string | null
  expires_at: Temporal.Instant | null
  valid_days: number | null
}

/**
 * The code that a rule has for an event: derived from the rule's secret, so that the same event gives the same code
 * however often it is told, and nobody can work it out (HMAC-SHA-256, RFC 2104).
 */
const codeFor = ({ id, secret }: IssueRule, event: string): string => {
  if (!secret) throw new Error(`coupon batch ${id} issues nothing`)
  return codeOf(createHmac('sha256', secret).update(event).digest())
}

/** The earlier of what the rule ends with and so many days from now. */
function expiryOf({ expires_at, valid_days }: IssueRule, now: Temporal.Instant): Temporal.Instant | null {
  const own = valid_days === null ? null : now.add({ hours: 24 * valid_days })
  if (!own || !expires_at) return own ?? expires_at
  return Temporal.Instant.compare(own, expires_at) < 0 ? own : expires_at
}

interface Issued {
  coupon: string
  customer: string
  expires_at: Temporal.Instant | null
  promotion: string
}

/**
 * Gives each of these customers who is no guest a coupon for what happened, once, and has the storefront told; gives how many are new.
 * The same event told twice at once meets itself by its code or by its name, whichever is looked at first, so either is
 * passed over.
 */
export async function issueTo(
  trx: Trx,
  rule: IssueRule,
  events: readonly { customer: string; event: string }[],
  now: Temporal.Instant,
): Promise<number> {
  const known = events.filter(({ customer }) => !isGuest(customer))
  if (known.length === 0) return 0
  const { rows } = await sql<Issued>`
    insert into coupons (code, batch_id, customer_id, issued_for, expires_at, issued_at)
    select code, ${rule.id}, customer, event, ${expiryOf(rule, now)}::timestamptz, ${now}
    from unnest(${known.map(({ event }) => codeFor(rule, event))}::text[],
      ${known.map(({ customer }) => customer)}::text[], ${known.map(({ event }) => event)}::text[])
      as given (code, customer, event)
    on conflict do nothing
    returning code as coupon, customer_id as customer, expires_at,
      (select promotion from coupon_batches where id = batch_id) as promotion`.execute(trx)
  const told = rows.map(({ expires_at, ...row }) => ({ ...row, ...(expires_at && { expires_at: String(expires_at) }) }))
  await tellStorefrontAll(trx, couponIssued, told, now)
  return rows.length
}

/**
 * Gives the coupons that the rules in force have for an event, in the transaction that records the event. Telling it
 * again gives nothing more.
 */
export async function issueCoupons(trx: Trx, event: CouponEvent, now: Temporal.Instant): Promise<void> {
  const rules = await trx
    .selectFrom('coupon_batches')
    .innerJoin('promotions', 'promotions.code', 'coupon_batches.promotion')
    .select(['id', 'secret', 'expires_at', 'valid_days'])
    .where('stopped_at', 'is', null)
    .where('promotions.status', '<>', 'ended')
    .where(({ and, eb, or }) =>
      and([
        or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]),
        event.kind === 'registered'
          ? eb('kind', '=', 'registered')
          : and([eb('kind', '=', 'order_above'), eb('above', '<', event.total)]),
      ]),
    )
    .orderBy('id')
    .execute()
  const about = event.kind === 'registered' ? `customer:${event.customer}` : `order:${event.order}`
  for (const rule of rules) await issueTo(trx, rule, [{ customer: event.customer, event: about }], now)
}
