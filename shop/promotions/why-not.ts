import { type Refusal, refuse } from '../result.ts'
import type { Applied, Basket, Facts } from './basket.ts'
import { type Coupon, exceeded, type Limit, limitRefusal, needsCustomer } from './limits.ts'
import { namedPromotion, type Promotion } from './promotion.ts'
import { type Opening, openingAt } from './window.ts'

/** How far pricing has come: what each line still costs, and what was applied. */
export interface State {
  readonly left: bigint[]
  readonly discounts: { promotion: string; off: bigint }[][]
  readonly applied: Applied[]
  /** The first that applied. */
  first: Promotion | null
  /** What applied of each group. */
  readonly groups: Map<string, Promotion>
  /** Windows that recur are reckoned once a basket, however many promotions share them. */
  readonly openings: Map<string, Opening>
}

/** Why a promotion is closed in itself: at this time, in this currency, or as somebody has decided. */
export function closed(promotion: Promotion, basket: Basket, { at }: Facts, state: State): Refusal | null {
  const { status, currency, schedule } = promotion
  if (status !== 'active') return refuse(`promotion.closed.${status as 'draft' | 'paused' | 'ended'}`)
  if (currency !== basket.currency) return refuse('promotion.other_currency', { currency })
  const { open, until } = opening(schedule, at, state)
  if (open) return null
  return until ? refuse('promotion.not_yet', { at: String(until) }) : refuse('promotion.closed.ended')
}

/** Why this buyer does not get it, with the coupon for it that they brought. */
export function notForBuyer(
  { scope, terms, limits }: Promotion,
  { customer, region }: Basket,
  { at, firstOrder }: Facts,
  coupon: Coupon | null,
): Refusal | null {
  if (terms.needs_coupon && !coupon) return refuse('promotion.coupon_needed')
  const useless = coupon && uselessCoupon(coupon, customer, at)
  if (useless) return useless
  if (scope.regions && (region === null || !scope.regions.has(region)))
    return refuse('promotion.other_region', { regions: [...scope.regions] })
  if (customer === null && needsCustomer(limits, coupon)) return refuse('promotion.customer_needed')
  return terms.first_order && !firstOrder ? refuse('promotion.first_order_only') : null
}

/** Why a coupon opens nothing for this customer. */
export function uselessCoupon(coupon: Coupon, customer: string | null, at: Temporal.Instant): Refusal | null {
  const { code, stopped, expiresAt } = coupon
  if (stopped) return refuse('promotion.coupon_stopped', { coupon: code })
  if (expiresAt && Temporal.Instant.compare(at, expiresAt) >= 0)
    return refuse('promotion.coupon_expired', { coupon: code, at: String(expiresAt) })
  return coupon.customer !== null && coupon.customer !== customer
    ? refuse('promotion.coupon_of_other', { coupon: code })
    : null
}

/** The limit that leaves nothing to take. */
export function usedUp(promotion: Promotion, limits: readonly Limit[], { used }: Facts): Refusal | null {
  const full = exceeded(limits, used, { uses: 1n, pieces: 1n, given: 1n })
  return full && limitRefusal(full, promotion)
}

/** Which promotion that has applied keeps it from applying. */
export function besideOthers({ terms: { exclusive, group } }: Promotion, { first, groups }: State): Refusal | null {
  if (first?.terms.exclusive) return refuse('promotion.other_alone', { other: namedPromotion(first) })
  if (exclusive && first) return refuse('promotion.only_alone', { other: namedPromotion(first) })
  if (group === null) return null
  const taken = groups.get(group)
  return taken ? refuse('promotion.group_taken', { group, other: namedPromotion(taken) }) : null
}

function opening(schedule: Promotion['schedule'], at: Temporal.Instant, { openings }: State): Opening {
  const { starts, ends, hours, weekdays } = schedule
  if (!hours && !weekdays) return openingAt(schedule, at)
  const days = weekdays ? [...weekdays].join('') : ''
  const key = [starts?.epochMilliseconds, ends?.epochMilliseconds, hours?.from, hours?.to, days].join(' ')
  const known = openings.get(key) ?? openingAt(schedule, at)
  openings.set(key, known)
  return known
}
