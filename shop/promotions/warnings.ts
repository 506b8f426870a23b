import type { Values } from '../i18n/index.ts'
import type { BasketLine } from './basket.ts'
import { compilePromotions, linesInScope, priceBasket } from './price.ts'
import type { Promotion } from './promotion.ts'

/** Something to think over before saving. Words: `promotion.warning.CODE`. */
export interface Warning {
  readonly code: 'adds_up' | 'only_one' | 'below_cost'
  readonly values: Values
}

/** A product with what a piece of it costs the shop. */
export type CostedProduct = Omit<BasketLine, 'quantity'> & { readonly cost: bigint | null }

/**
 * What a promotion would do together with the others that are in force or will be: which of them take off the same
 * goods at the same time, and which goods would be sold below cost, alone or together, at the quantities where it cuts
 * deepest. Looks at each product by itself; limits and coupons of others are taken as given.
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
  const overlapping = others.filter(
    (other) =>
      other.code !== promotion.code &&
      meetInTime(promotion, other) &&
      meet(promotion.scope.regions, other.scope.regions) &&
      linesInScope(other.scope, inScope).length > 0,
  )
  const alone = overlapping.filter((other) => !addsUp(promotion, other))
  const together = overlapping.filter((other) => addsUp(promotion, other))
  const codes = (list: readonly Promotion[]) => ({
    count: list.length,
    codes: list
      .map(({ code }) => code)
      .slice(0, 20)
      .join(', '),
  })
  return [
    ...(together.length > 0 ? [{ code: 'adds_up' as const, values: codes(together) }] : []),
    ...(alone.length > 0 ? [{ code: 'only_one' as const, values: codes(alone) }] : []),
    ...belowCost(promotion, together, inScope, at),
  ]
}

/** Whether both can apply to one basket. */
const addsUp = (a: Promotion, b: Promotion): boolean =>
  !a.terms.exclusive && !b.terms.exclusive && (a.terms.group === null || a.terms.group !== b.terms.group)

const meet = <T>(a: ReadonlySet<T> | null, b: ReadonlySet<T> | null): boolean => !a || !b || !a.isDisjointFrom(b)

/** By their first and last day, their weekdays and their hours; one that goes on past midnight counts for its first day. */
function meetInTime({ schedule: a }: Promotion, { schedule: b }: Promotion): boolean {
  const after = (one: Temporal.Instant | null, other: Temporal.Instant | null) =>
    one !== null && other !== null && Temporal.Instant.compare(one, other) >= 0
  if (after(a.starts, b.ends) || after(b.starts, a.ends) || !meet(a.weekdays, b.weekdays)) return false
  if (!a.hours || !b.hours) return true
  const [mine, theirs] = [minutesOf(a.hours), minutesOf(b.hours)]
  return [-1440, 0, 1440].some((shift) => mine.from < theirs.to + shift && theirs.from + shift < mine.to)
}

function minutesOf({ from, to }: { from: Temporal.PlainTime; to: Temporal.PlainTime }) {
  const minute = (time: Temporal.PlainTime) => time.hour * 60 + time.minute
  const begin = minute(from)
  const end = minute(to)
  return { from: begin, to: end > begin ? end : end + 1440 }
}

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

function belowCost(
  promotion: Promotion,
  together: readonly Promotion[],
  products: readonly InScope[],
  at: Temporal.Instant,
): Warning[] {
  // A basket brings one coupon at most.
  const others = together.filter(({ terms }) => !terms.needs_coupon)
  const list = compilePromotions([promotion, ...others].map(freed))
  const facts = { at, firstOrder: true, coupon: null, used: new Map() }
  const found: { sku: string; price: bigint; cost: bigint }[] = []
  for (const product of products) {
    if (product.cost === null) continue
    const quantities = new Set(
      list.promotions.flatMap(({ type, rule }) => type.deepest?.(rule, product.unitPrice) ?? [1]),
    )
    for (const quantity of quantities) {
      const basket = { currency: promotion.currency, lines: [{ ...product, quantity }], customer: null, region: null }
      const { total } = priceBasket(basket, list, facts)
      if (quantity < 1 || total >= product.cost * BigInt(quantity)) continue
      found.push({ sku: product.sku, price: total / BigInt(quantity), cost: product.cost })
      break
    }
  }
  const worst = found.toSorted((a, b) => (a.cost - a.price > b.cost - b.price ? -1 : 1))[0]
  return worst ? [{ code: 'below_cost', values: { count: found.length, ...worst, currency: promotion.currency } }] : []
}
