import { type Refusal, refuse } from '../result.ts'
import type { Applied, Basket, BasketLine, Facts, Priced } from './basket.ts'
import { type Coupon, exceeded, type Limit, limitRefusal, limitsOf, needsCustomer } from './limits.ts'
import { nothingUsed, type Promotion, type Scope, type Used } from './promotion.ts'
import { leftOf, type Outcome } from './type.ts'
import { type Opening, openingAt } from './window.ts'

/** Promotions in the order of evaluation: by priority, the higher first, then by code. */
export interface PromotionList {
  readonly promotions: readonly Promotion[]
}

/** Orders promotions for `priceBasket`. Done once for many baskets, as reading them is. */
export const compilePromotions = (promotions: readonly Promotion[]): PromotionList => ({
  promotions: promotions.toSorted((a, b) => b.terms.priority - a.terms.priority || (a.code < b.code ? -1 : 1)),
})

/** How far pricing has come: what each line still costs, and what was applied. */
interface State {
  readonly left: bigint[]
  readonly discounts: { promotion: string; off: bigint }[][]
  readonly applied: Applied[]
  readonly groups: Set<string>
  exclusive: string | null
  /** Windows that recur are reckoned once a basket, however many promotions share them. */
  readonly openings: Map<string, Opening>
}

/**
 * The price of a basket. Promotions are tried one after the other, each on what those before it have left of the price;
 * one that applies alone (`exclusive`) applies only where none has before it, and then is the last. Pure: the same for
 * the same arguments, in whatever order promotions were listed.
 */
export function priceBasket(basket: Basket, { promotions }: PromotionList, facts: Facts): Priced {
  const grosses = basket.lines.map(({ unitPrice, quantity }) => unitPrice * BigInt(quantity))
  const state: State = {
    left: [...grosses],
    discounts: basket.lines.map(() => []),
    applied: [],
    groups: new Set(),
    exclusive: null,
    openings: new Map(),
  }
  const missed: { promotion: string; why: Refusal }[] = []
  for (const promotion of promotions) {
    const why = tryOne(promotion, basket, facts, state)
    if (why) missed.push({ promotion: promotion.code, why })
  }
  const gross = sum(grosses)
  const total = sum(state.left)
  return {
    currency: basket.currency,
    lines: basket.lines.map((line, at) => ({
      ...line,
      gross: grosses[at] ?? 0n,
      discounts: state.discounts[at] ?? [],
      total: state.left[at] ?? 0n,
    })),
    ...{ gross, discount: gross - total, total, applied: state.applied, missed },
  }
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)

/** Applies a promotion where it can be; why not, where it cannot. */
function tryOne(promotion: Promotion, basket: Basket, facts: Facts, state: State): Refusal | null {
  const coupon = facts.coupon?.promotion === promotion.code ? facts.coupon : null
  const closed = closedTo(promotion, basket, facts, coupon, state)
  if (closed) return closed
  const at = linesInScope(promotion.scope, basket.lines)
  if (at.length === 0) return refuse('promotion.nothing_in_scope')
  const eligible = at.map((index) => ({
    sku: basket.lines[index]?.sku ?? '',
    quantity: basket.lines[index]?.quantity ?? 0,
    left: state.left[index] ?? 0n,
  }))
  if (leftOf(eligible) === 0n) return refuse('promotion.nothing_left')

  const limits = limitsOf(promotion, basket.customer, coupon)
  const full = exceeded(limits, facts.used, { uses: 1n, pieces: 1n, given: 1n })
  if (full) return limitRefusal(full, promotion)
  const room = { currency: promotion.currency, pieces: piecesLeft(limits, facts.used) }
  const outcome = promotion.type.apply(eligible, promotion.rule, room)
  if (!('off' in outcome)) return outcome
  const off = sum(outcome.off)
  const beyond = exceeded(limits, facts.used, { uses: 1n, pieces: BigInt(outcome.pieces), given: off })
  if (beyond) return limitRefusal(beyond, promotion)
  keep(promotion, at, outcome, off, coupon, state)
  return null
}

/** What does not depend on the goods, the cheapest to find out first. */
function closedTo(
  { status, currency: own, schedule, scope, terms, limits }: Promotion,
  { customer, region, currency }: Basket,
  { at, firstOrder }: Facts,
  coupon: Coupon | null,
  state: State,
): Refusal | null {
  if (status !== 'active') return refuse(`promotion.closed.${status as 'draft' | 'paused' | 'ended'}`)
  if (own !== currency) return refuse('promotion.other_currency', { currency: own })
  const { open, until } = opening(schedule, at, state)
  if (!open) return until ? refuse('promotion.not_yet', { at: String(until) }) : refuse('promotion.closed.ended')
  if (terms.needs_coupon && !coupon) return refuse('promotion.coupon_needed')
  const useless = coupon && uselessCoupon(coupon, customer, at)
  if (useless) return useless
  if (scope.regions && (region === null || !scope.regions.has(region)))
    return refuse('promotion.other_region', { regions: [...scope.regions].join(', ') })
  if (terms.first_order && !firstOrder) return refuse('promotion.first_order_only')
  if (customer === null && needsCustomer(limits, coupon)) return refuse('promotion.customer_needed')
  if (state.exclusive !== null) return refuse('promotion.other_alone', { other: state.exclusive })
  if (terms.exclusive && state.applied[0]) return refuse('promotion.only_alone', { other: state.applied[0].promotion })
  if (terms.group !== null && state.groups.has(terms.group))
    return refuse('promotion.group_taken', { group: terms.group })
  return null
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

function opening(schedule: Promotion['schedule'], at: Temporal.Instant, { openings }: State): Opening {
  const { starts, ends, hours, weekdays } = schedule
  if (!hours && !weekdays) return openingAt(schedule, at)
  const days = weekdays ? [...weekdays].join('') : ''
  const key = [starts?.epochMilliseconds, ends?.epochMilliseconds, hours?.from, hours?.to, days].join(' ')
  const known = openings.get(key) ?? openingAt(schedule, at)
  openings.set(key, known)
  return known
}

/** The places of the lines that a scope takes in. */
export function linesInScope(scope: Scope, lines: readonly BasketLine[]): number[] {
  const { skus, categories, merchants, tags } = scope
  const found: number[] = []
  for (const [at, line] of lines.entries()) {
    if (skus && !skus.has(line.sku)) continue
    if (categories && !line.categories.some((category) => categories.has(category))) continue
    if (merchants && (line.merchant === null || !merchants.has(line.merchant))) continue
    if (tags && !line.tags.some((tag) => tags.has(tag))) continue
    found.push(at)
  }
  return found
}

const piecesLeft = (limits: readonly Limit[], used: ReadonlyMap<string, Used>): number =>
  limits
    .filter(({ counts }) => counts === 'pieces')
    .reduce((least, { key, most }) => {
      const left = Number(most - (used.get(key) ?? nothingUsed).pieces)
      return Math.min(least, left)
    }, Number.POSITIVE_INFINITY)

function keep(
  { code, version, terms }: Promotion,
  at: readonly number[],
  { off, pieces }: Exclude<Outcome, Refusal>,
  all: bigint,
  coupon: Coupon | null,
  state: State,
): void {
  for (const [place, index] of at.entries()) {
    const amount = off[place] ?? 0n
    if (amount === 0n) continue
    state.left[index] = (state.left[index] ?? 0n) - amount
    state.discounts[index]?.push({ promotion: code, off: amount })
  }
  state.applied.push({ promotion: code, version, off: all, pieces, coupon: coupon?.code ?? null })
  if (terms.exclusive) state.exclusive = code
  if (terms.group !== null) state.groups.add(terms.group)
}
