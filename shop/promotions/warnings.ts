import type { RefusalValues } from '../result.ts'
import type { BasketLine, Priced } from './basket.ts'
import { addsUp, overlapping } from './overlap.ts'
import { compilePromotions, linesInScope, type PromotionList, priceBasket } from './price.ts'
import type { Promotion } from './promotion.ts'

/** Something to think over before saving. Words: `promotion.warning.CODE`. */
export interface Warning {
  readonly code: 'adds_up' | 'only_one' | 'below_cost' | 'below_cost_with' | 'nothing_off'
  readonly values: RefusalValues
}

/** A product with what a piece of it costs the shop. */
export type CostedProduct = Omit<BasketLine, 'quantity'> & { readonly cost: bigint | null }

/**
 * What a promotion would do together with the others that are in force or will be: which of them take off the same
 * goods at the same time; which goods would be sold below cost by it alone, and which only together with others, at the
 * quantities where they cut deepest; and off which goods in its scope it takes nothing. Looks at each product by itself; limits and coupons of others are taken as given.
 */
export function warningsOf(
  promotion: Promotion,
  others: readonly Promotion[],
  products: readonly CostedProduct[],
  at: Temporal.Instant,
): Warning[] {
  const lines = products.map((product) => ({ ...product, quantity: 1 }))
  const concerned = linesInScope(promotion.scope, lines)
  const inScope = concerned.flatMap((place) => lines[place] ?? [])
  const beside = overlapping(promotion, others, inScope)
  const alone = beside.filter((other) => !addsUp(promotion, other))
  const together = beside.filter((other) => addsUp(promotion, other))
  return [
    ...(together.length > 0 ? [{ code: 'adds_up' as const, values: codesOf(together) }] : []),
    ...(alone.length > 0 ? [{ code: 'only_one' as const, values: codesOf(alone) }] : []),
    ...priceWarnings(promotion, together, inScope, at),
  ]
}

const codesOf = (list: readonly Promotion[]) => ({
  count: list.length,
  codes: list.map(({ code }) => code).slice(0, 20),
})

/** As if it were in force now, for everybody, without an end to what it gives. */
const freed = (promotion: Promotion): Promotion => ({
  ...promotion,
  status: 'active',
  terms: { ...promotion.terms, needs_coupon: false, first_order: false },
  schedule: { ...promotion.schedule, starts: null, ends: null, hours: null, weekdays: null },
  scope: { ...promotion.scope, regions: null },
  limits: { uses: null, usesEach: null, pieces: null, piecesEach: null, budget: null },
})

type InScope = CostedProduct & BasketLine

/** A piece of goods as it would be sold, and by which promotions beside the one that is looked at. */
interface Sold {
  readonly sku: string
  readonly price: bigint
  readonly cost: bigint
  readonly codes: readonly string[]
}

/** What the promotion does to prices by itself, and what only together with the others. */
function priceWarnings(
  promotion: Promotion,
  together: readonly Promotion[],
  products: readonly InScope[],
  at: Temporal.Instant,
): Warning[] {
  const { currency } = promotion
  const own = compilePromotions([freed(promotion)])
  // A basket brings one coupon at most.
  const all = compilePromotions([promotion, ...together.filter(({ terms }) => !terms.needs_coupon)].map(freed))
  const facts = { at, firstOrder: true, coupon: null, used: new Map() }
  const pricedBy = (list: PromotionList, product: InScope): { quantity: bigint; priced: Priced }[] => {
    const quantities = list.promotions.flatMap(({ type, rule }) => type.deepest?.(rule, product.unitPrice) ?? [1])
    return [...new Set(quantities)]
      .filter((quantity) => quantity >= 1)
      .map((quantity) => {
        const basket = { currency, lines: [{ ...product, quantity }], customer: null, region: null }
        return { quantity: BigInt(quantity), priced: priceBasket(basket, list, facts) }
      })
  }
  const belowCost = (list: PromotionList, product: InScope): Sold[] => {
    const { sku, cost } = product
    if (cost === null) return []
    for (const { quantity, priced } of pricedBy(list, product)) {
      const codes = priced.applied.map((applied) => applied.promotion)
      if (priced.total >= cost * quantity || !codes.includes(promotion.code)) continue
      const price = priced.total / quantity
      return [{ sku, price, cost, codes: codes.filter((code) => code !== promotion.code) }]
    }
    return []
  }
  const alone = products.flatMap((product) => belowCost(own, product))
  const known = new Set(alone.map(({ sku }) => sku))
  const others = products.filter(({ sku }) => !known.has(sku)).flatMap((product) => belowCost(all, product))
  const untouched = products.filter(
    (product) => product.unitPrice > 0n && pricedBy(own, product).every(({ priced }) => priced.discount === 0n),
  )
  const [worst, worstTogether] = [worstOf(alone), worstOf(others)]
  const skus = untouched.slice(0, 5).map(({ sku }) => sku)
  return [
    ...(worst ? [{ code: 'below_cost' as const, values: { count: alone.length, ...worst, currency } }] : []),
    ...(worstTogether
      ? [{ code: 'below_cost_with' as const, values: { count: others.length, ...worstTogether, currency } }]
      : []),
    ...(skus.length > 0
      ? [
          {
            code: 'nothing_off' as const,
            values: {
              count: untouched.length,
              of: products.length,
              skus,
              more: untouched.length > skus.length ? 'yes' : 'no',
            },
          },
        ]
      : []),
  ]
}

const worstOf = (sold: readonly Sold[]): Sold | undefined =>
  sold.toSorted((a, b) => (a.cost - a.price > b.cost - b.price ? -1 : 1))[0]
