import { type Refusal, refuse } from '../result.ts'
import type { Applied, Basket, BasketLine, Facts, Priced } from './basket.ts'
import { exceeded, fewestPieces, limitRefusal, limitsOf, shortRefusal } from './limits.ts'
import type { Promotion, Scope } from './promotion.ts'
import { leftOf } from './type.ts'
import { besideOthers, closed, notForBuyer, type State, usedUp } from './why-not.ts'

/** Promotions in the order of evaluation: by priority, the higher first, then by code. */
export interface PromotionList {
  readonly promotions: readonly Promotion[]
}

/** Orders promotions for `priceBasket`. Done once for many baskets, as reading them is. */
export const compilePromotions = (promotions: readonly Promotion[]): PromotionList => ({
  promotions: promotions.toSorted((a, b) => b.terms.priority - a.terms.priority || (a.code < b.code ? -1 : 1)),
})

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
    first: null,
    groups: new Map(),
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

/**
 * Applies a promotion where it can be; why not, where it cannot. Of several causes the first of these is told: the
 * promotion itself, the buyer, the goods, what it has given away already, the promotions that have applied; then that
 * nothing is left of the price, that its rule asks for more, and that this basket would take more than its limits allow.
 */
function tryOne(promotion: Promotion, basket: Basket, facts: Facts, state: State): Refusal | null {
  const coupon = facts.coupon?.promotion === promotion.code ? facts.coupon : null
  const unopened = closed(promotion, basket, facts, state) ?? notForBuyer(promotion, basket, facts, coupon)
  if (unopened) return unopened
  const at = linesInScope(promotion.scope, basket.lines)
  if (at.length === 0) return refuse('promotion.nothing_in_scope')
  const limits = limitsOf(promotion, basket.customer, coupon)
  const taken = usedUp(promotion, limits, facts) ?? besideOthers(promotion, state)
  if (taken) return taken
  const eligible = at.map((index) => ({
    sku: basket.lines[index]?.sku ?? '',
    quantity: basket.lines[index]?.quantity ?? 0,
    left: state.left[index] ?? 0n,
  }))
  if (leftOf(eligible) === 0n) return refuse('promotion.nothing_left')
  const scarcest = fewestPieces(limits, facts.used)
  const room = { currency: promotion.currency, pieces: scarcest?.left ?? Number.POSITIVE_INFINITY }
  const outcome = promotion.type.apply(eligible, promotion.rule, room)
  if (!('off' in outcome)) return outcome
  const off = sum(outcome.off)
  const beyond = exceeded(limits, facts.used, { uses: 1n, pieces: BigInt(outcome.pieces), given: off })
  if (beyond) return limitRefusal(beyond, promotion)
  const { pieces, wanted = pieces } = outcome
  const short = scarcest && wanted > pieces ? shortRefusal(scarcest.limit, promotion, pieces, wanted) : null
  const { code, version } = promotion
  keep(
    promotion,
    at,
    outcome.off,
    { promotion: code, version, off, pieces, coupon: coupon?.code ?? null, short },
    state,
  )
  return null
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

function keep(
  promotion: Promotion,
  at: readonly number[],
  offs: readonly bigint[],
  applied: Applied,
  state: State,
): void {
  const { code, terms } = promotion
  for (const [place, index] of at.entries()) {
    const off = offs[place] ?? 0n
    if (off === 0n) continue
    state.left[index] = (state.left[index] ?? 0n) - off
    state.discounts[index]?.push({ promotion: code, off })
  }
  state.applied.push(applied)
  state.first ??= promotion
  if (terms.group !== null) state.groups.set(terms.group, promotion)
}
