import type { Basket, Facts } from '../../shop/promotions/basket.ts'
import { compilePromotions, priceBasket } from '../../shop/promotions/price.ts'
import { type PromotionRow, readPromotion } from '../../shop/promotions/promotion.ts'

const PROMOTIONS = 200
const LINES = 50
const ROUNDS = 400
const WARM_UP = 100
const zone = 'Asia/Shanghai'

const rules: [string, Record<string, string>][] = [
  ['spend_threshold', { tiers: '300:5, 600:12' }],
  ['percentage', { percent: '1', cap: '5' }],
  ['fixed_amount', { off: '2' }],
  ['buy_get', { buy: '5', get: '1', get_percent: '50', same_sku: 'no' }],
  ['flash_sale', { percent: '3', quantity: '1000000', each: '1000' }],
]

/** A shop's mix: a third about everything, the others about a category, a tag or a few SKUs; some at certain hours. */
const mixed = (at: number): Record<string, string> => ({
  ...(at % 3 === 1 && { categories: `category${at % 10}` }),
  ...(at % 3 === 2 && { skus: `SKU${at % LINES}, SKU${(at * 7) % LINES}`, tags: 'red' }),
  ...(at % 5 === 0 && { hours: at % 2 ? '08:00-12:00' : '20:00-22:00' }),
  ...(at % 4 === 0 && { group: `group${at % 8}` }),
})

const rowOf = (at: number, terms: Record<string, string>): PromotionRow => {
  const [type, rule] = rules[at % rules.length] ?? ['', {}]
  const priority = String(at % 10)
  return {
    code: `P${at}`,
    type,
    status: 'active',
    currency: 'CNY',
    version: 1,
    rule,
    terms: { name: 'P', priority, ...terms },
  }
}

const basket: Basket = {
  currency: 'CNY',
  customer: 'c1',
  region: null,
  lines: Array.from({ length: LINES }, (_, at) => ({
    ...{ sku: `SKU${at}`, quantity: 1 + (at % 3), unitPrice: BigInt(20_00 + at * 313) },
    ...{ categories: [`category${at % 10}`], tags: at % 2 ? ['red'] : ['blue'], merchant: null },
  })),
}
const facts: Facts = {
  at: Temporal.Instant.from('2026-03-10T12:30:00Z'),
  firstOrder: false,
  coupon: null,
  used: new Map(),
}

/** Milliseconds at the median and the 99th percentile. */
function measured(run: () => unknown): string {
  for (let round = 0; round < WARM_UP; round++) run()
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now()
    run()
    return performance.now() - begun
  }).toSorted((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(2).padStart(7)
  return `median ${at(0.5)} ms   p99 ${at(0.99)} ms`
}

/** Pricing a basket of 50 lines by 200 promotions, beside reading the promotions anew for each basket. */
export async function benchQuote(): Promise<void> {
  const kinds: [string, (at: number) => Record<string, string>][] = [
    ['a mix', mixed],
    ['all on everything', () => ({})],
  ]
  for (const [name, terms] of kinds) {
    const rows = Array.from({ length: PROMOTIONS }, (_, at) => rowOf(at, terms(at)))
    const read = () => compilePromotions(rows.map((row) => readPromotion(row, zone)))
    const list = read()
    const { applied, discount } = priceBasket(basket, list, facts)
    console.log(`\n${PROMOTIONS} promotions, ${name}: ${applied.length} apply, ${discount} off`)
    console.log(`compiled once       ${measured(() => priceBasket(basket, list, facts))}   (at most 5 ms)`)
    console.log(`read every time     ${measured(() => priceBasket(basket, read(), facts))}`)
  }
}
