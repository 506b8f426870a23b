import type { RefusalCode } from '../i18n/refusals.ts'
import { type Refusal, refuse } from '../result.ts'
import { counterKey, couponSubject, promotionSubject } from './counters.ts'
import { type Limits, namedPromotion, nothingUsed, type Promotion, type Used } from './promotion.ts'

/** A coupon as a basket brings it, with what is known of it. */
export interface Coupon {
  readonly code: string
  readonly promotion: string
  /** Who alone may use it. */
  readonly customer: string | null
  readonly mostUses: number | null
  readonly perCustomer: number | null
  readonly expiresAt: Temporal.Instant | null
  readonly stopped: boolean
}

/** The most that one counter may come to, and what to say where it would be more. */
export interface Limit {
  readonly key: string
  readonly counts: keyof Used
  readonly most: bigint
  readonly reason: RefusalCode
}

/** What bounds the use of a promotion by this customer with this coupon. */
export function limitsOf(promotion: Promotion, customer: string | null, coupon: Coupon | null): Limit[] {
  const { uses, usesEach, pieces, piecesEach, budget } = promotion.limits
  const all = counterKey(promotionSubject(promotion.code), null)
  const own = counterKey(promotionSubject(promotion.code), customer)
  const limits: Limit[] = []
  const add = (key: string, counts: keyof Used, most: number | bigint | null, reason: RefusalCode) => {
    if (most !== null) limits.push({ key, counts, most: BigInt(most), reason })
  }
  add(all, 'uses', uses, 'promotion.used_up')
  add(all, 'pieces', pieces, 'promotion.sold_out')
  add(all, 'given', budget, 'promotion.budget_spent')
  if (customer !== null) {
    add(own, 'uses', usesEach, 'promotion.customer_limit')
    add(own, 'pieces', piecesEach, 'promotion.customer_limit')
  }
  if (!coupon) return limits
  add(counterKey(couponSubject(coupon.code), null), 'uses', coupon.mostUses, 'promotion.coupon_used')
  if (customer !== null)
    add(counterKey(couponSubject(coupon.code), customer), 'uses', coupon.perCustomer, 'promotion.customer_limit')
  return limits
}

/** Whether somebody has to be known for its limits to be kept. */
export const needsCustomer = (limits: Limits, coupon: Coupon | null): boolean =>
  limits.usesEach !== null || limits.piecesEach !== null || (coupon?.perCustomer ?? null) !== null

/** The limit that taking so much would go beyond. */
export function exceeded(limits: readonly Limit[], used: ReadonlyMap<string, Used>, taking: Used): Limit | null {
  return limits.find(({ key, counts, most }) => (used.get(key) ?? nothingUsed)[counts] + taking[counts] > most) ?? null
}

export const limitRefusal = ({ reason, most, counts }: Limit, promotion: Promotion): Refusal =>
  refuse(reason, {
    promotion: namedPromotion(promotion),
    most: counts === 'given' ? most : Number(most),
    currency: promotion.currency,
  })

/** Of the limits on pieces the one with the fewest left, and how many these are; null where no limit counts pieces. */
export function fewestPieces(
  limits: readonly Limit[],
  used: ReadonlyMap<string, Used>,
): { limit: Limit; left: number } | null {
  const counting = limits
    .filter(({ counts }) => counts === 'pieces')
    .map((limit) => ({ limit, left: Number(limit.most - (used.get(limit.key) ?? nothingUsed).pieces) }))
  return counting.toSorted((a, b) => a.left - b.left)[0] ?? null
}

/** Why a promotion applied to fewer pieces than it could have. */
export const shortRefusal = ({ reason, most }: Limit, promotion: Promotion, pieces: number, wanted: number): Refusal =>
  refuse(reason === 'promotion.sold_out' ? 'promotion.few_left' : 'promotion.few_each', {
    ...{ promotion: namedPromotion(promotion), pieces, wanted, most: Number(most) },
  })
