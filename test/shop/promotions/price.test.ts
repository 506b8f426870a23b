import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customerWords } from '../../../shop/intake/customer-words.ts'
import type { Basket, Priced } from '../../../shop/promotions/basket.ts'
import { counterKey, promotionSubject } from '../../../shop/promotions/counters.ts'
import { compilePromotions, priceBasket } from '../../../shop/promotions/price.ts'
import type { Promotion } from '../../../shop/promotions/promotion.ts'
import { seeded } from '../../../shop/sample/random.ts'
import { basket, facts, line, promotion } from './promotions.ts'

const price = (goods: Basket, list: Promotion[], more = {}) => priceBasket(goods, compilePromotions(list), facts(more))
const offs = ({ lines }: Priced) => lines.map(({ gross, total }) => gross - total)
const why = (priced: Priced, code: string) => priced.missed.find(({ promotion }) => promotion === code)?.why

describe('a spend threshold', () => {
  const list = [promotion('P', 'spend_threshold', { tiers: '300:50, 600:120' })]

  test('takes the highest step that is reached, once, spread over the lines to the cent', () => {
    const priced = price(basket([line('A', 1, 100_01n), line('B', 2, 100_00n)]), list)
    expect(priced).toMatchObject({ gross: 300_01n, discount: 50_00n, total: 250_01n })
    expect(offs(priced)).toEqual([16_67n, 33_33n])
    expect(price(basket([line('A', 30, 100_00n)]), list).discount).toBe(120_00n)
  })

  test('says how much more has to be spent', () => {
    const priced = price(basket([line('A', 1, 299_99n)]), list)
    expect(why(priced, 'P')).toEqual({
      ok: false,
      code: 'promotion.spend_more',
      values: { more: 1n, off: 50_00n, currency: 'CNY' },
    })
  })
})

test('a percentage stops at its cap', () => {
  const list = [promotion('P', 'percentage', { percent: '12.5', cap: '20' })]
  expect(price(basket([line('A', 1, 99_99n)]), list).discount).toBe(12_49n)
  expect(price(basket([line('A', 10, 99_99n)]), list).discount).toBe(20_00n)
})

test('a fixed amount takes no more than the goods in its scope cost', () => {
  const list = [promotion('P', 'fixed_amount', { off: '50', skus: 'A' })]
  expect(offs(price(basket([line('A', 1, 30_00n), line('B', 1, 90_00n)]), list))).toEqual([30_00n, 0n])
})

describe('buy N, get M', () => {
  const goods = (count: number) => basket([line('A', count, 10_00n), line('B', 1, 3_00n)])
  const two = [promotion('P', 'buy_get', { buy: '2', get: '1' })]

  test.each([
    [1, []],
    [2, [0n, 3_00n]],
    [4, [0n, 3_00n]],
    [5, [10_00n, 3_00n]],
  ])('of %i and a cheaper one gives the cheapest', (count, expected) => {
    const priced = price(goods(count), two)
    if (expected.length === 0)
      expect(why(priced, 'P')).toMatchObject({ code: 'promotion.buy_more', values: { more: 1 } })
    else expect(offs(priced)).toEqual(expected)
  })

  test('counts each SKU by itself where only the same go together, and stops after so many times', () => {
    const rule = { buy: '2', get: '1', same_sku: 'yes', times: '1', get_percent: '50' }
    expect(offs(price(goods(9), [promotion('P', 'buy_get', rule)]))).toEqual([5_00n, 0n])
  })
})

describe('a flash sale', () => {
  const sale = promotion('F', 'flash_sale', { price: '6', quantity: '100', each: '2', skus: 'A' })
  const used = (pieces: bigint, customer: string | null) =>
    new Map([[counterKey(promotionSubject('F'), customer), { uses: 1n, pieces, given: 0n }]])

  test('counts for so many pieces of a customer; further ones cost what they cost', () => {
    const priced = price(basket([line('A', 3, 10_00n)]), [sale])
    const short = { code: 'promotion.few_each', values: { pieces: 2, wanted: 3, most: 2 } }
    expect(priced).toMatchObject({ total: 22_00n, applied: [{ promotion: 'F', pieces: 2, off: 8_00n, short }] })
    expect(price(basket([line('A', 2, 10_00n), line('B', 5, 10_00n)]), [sale]).applied).toMatchObject([{ short: null }])
  })

  test('gives what is left of its pieces, and says when none is', () => {
    const goods = basket([line('A', 2, 10_00n)])
    expect(price(goods, [sale], { used: used(99n, null) }).applied).toMatchObject([
      { pieces: 1, short: { code: 'promotion.few_left', values: { pieces: 1, wanted: 2, most: 100 } } },
    ])
    expect(why(price(goods, [sale], { used: used(100n, null) }), 'F')?.code).toBe('promotion.sold_out')
    expect(why(price(goods, [sale], { used: used(2n, 'c1') }), 'F')?.code).toBe('promotion.customer_limit')
    expect(why(price({ ...goods, customer: null }, [sale]), 'F')?.code).toBe('promotion.customer_needed')
  })
})

test('of several causes the first is told: itself, the buyer, the goods, what it has given, the others, its rule', () => {
  const alone = promotion('ALONE', 'fixed_amount', { off: '1', exclusive: 'yes', priority: '900', name: 'Only me' })
  const goods = basket([line('A', 1, 10_00n)])
  const cause = (texts: Record<string, string>, status?: string, more = {}) =>
    why(price(goods, [alone, promotion('P', 'spend_threshold', { tiers: '300:50', ...texts }, status)], more), 'P')
  const used = new Map([[counterKey(promotionSubject('P'), null), { uses: 1n, pieces: 0n, given: 0n }]])
  const spent = { texts: { most_uses: '1' }, facts: { used } }
  const away = { regions: '上海', skus: 'B' }
  expect(cause({ ...away, ...spent.texts, starts: '2027-01-01' }, 'draft', spent.facts)?.code).toBe(
    'promotion.closed.draft',
  )
  expect(cause({ ...away, starts: '2027-01-01' })?.code).toBe('promotion.not_yet')
  expect(cause({ ...away, ...spent.texts }, 'active', spent.facts)?.code).toBe('promotion.other_region')
  expect(cause({ skus: 'B', ...spent.texts }, 'active', spent.facts)?.code).toBe('promotion.nothing_in_scope')
  expect(cause(spent.texts, 'active', spent.facts)?.code).toBe('promotion.used_up')
  expect(cause({})).toMatchObject({ code: 'promotion.other_alone', values: { other: { name: 'Only me' } } })
})

test("a customer reads an instant on the shop's clock and a promotion by its name, in their language", () => {
  const alone = promotion('ALONE', 'fixed_amount', { off: '1', exclusive: 'yes', name: 'Only me', name_zh: '独享价' })
  const later = promotion('LATER', 'fixed_amount', { off: '1', starts: '2026-11-11 20:00' })
  const other = promotion('OTHER', 'fixed_amount', { off: '1', regions: '上海, 北京' })
  const here = basket([line('A', 1, 10_00n)], { region: '上海' })
  const priced = price(here, [alone, later, other])
  const away = price({ ...here, region: '广州' }, [other])
  const said = (of: Priced, code: string, locale: 'en' | 'zh-CN') => {
    const refusal = why(of, code)
    return refusal && customerWords(refusal, { locale, zone: 'Asia/Shanghai' }).replaceAll('\u202f', ' ')
  }
  expect(said(priced, 'LATER', 'en')).toBe('It is not open yet; it opens Nov 11, 2026, 8:00 PM.')
  expect(said(priced, 'LATER', 'zh-CN')).toBe('2026年11月11日 20:00 开始。')
  expect(said(priced, 'OTHER', 'en')).toBe('Only me applies alone.')
  expect(said(priced, 'OTHER', 'zh-CN')).toBe('独享价 独享生效。')
  expect(said(away, 'OTHER', 'zh-CN')).toBe('仅限：上海、北京。')
})

test('a promotion says why it is closed', () => {
  const goods = basket([line('A', 1, 10_00n, { categories: ['drinks', 'tea'], tags: ['new'], merchant: 'm1' })])
  const off = (texts: Record<string, string>, status?: string, more = {}) => {
    const priced = price(goods, [promotion('P', 'fixed_amount', { off: '1', ...texts }, status)], more)
    return why(priced, 'P')?.code ?? 'applied'
  }
  expect(off({})).toBe('applied')
  expect(off({}, 'draft')).toBe('promotion.closed.draft')
  expect(off({ starts: '2027-01-01' })).toBe('promotion.not_yet')
  expect(off({ ends: '2026-03-10 20:00' })).toBe('promotion.closed.ended')
  expect(off({ ends: '2026-03-10 20:01' })).toBe('applied')
  // A day alone counts to its end.
  expect(off({ ends: '2026-03-10' })).toBe('applied')
  expect(off({ ends: '2026-03-09' })).toBe('promotion.closed.ended')
  expect(off({ ends: '2026-03-09 24:00' })).toBe('promotion.closed.ended')
  expect(off({ regions: '上海' })).toBe('promotion.other_region')
  expect(off({ first_order: 'yes' })).toBe('promotion.first_order_only')
  expect(off({ needs_coupon: 'yes' })).toBe('promotion.coupon_needed')
  expect(off({ categories: 'tea', tags: 'new, old', merchants: 'm1', skus: 'A' })).toBe('applied')
  expect(off({ categories: 'audio' })).toBe('promotion.nothing_in_scope')
  expect(off({ budget: '0.99' })).toBe('promotion.budget_spent')
  const coupon = {
    code: 'X',
    promotion: 'P',
    customer: null,
    mostUses: 1,
    perCustomer: null,
    expiresAt: null,
    stopped: false,
  }
  expect(off({ needs_coupon: 'yes' }, 'active', { coupon })).toBe('applied')
  expect(off({}, 'active', { coupon: { ...coupon, stopped: true } })).toBe('promotion.coupon_stopped')
  expect(off({}, 'active', { coupon: { ...coupon, customer: 'c2' } })).toBe('promotion.coupon_of_other')
  expect(off({}, 'active', { coupon: { ...coupon, expiresAt: facts().at } })).toBe('promotion.coupon_expired')
  const used = new Map([[counterKey('coupon:X', null), { uses: 1n, pieces: 0n, given: 0n }]])
  expect(off({}, 'active', { coupon, used })).toBe('promotion.coupon_used')
})

const text = (value: number | bigint) => String(value)
const money = fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2))
const skus = ['A', 'B', 'C', 'D', 'E']
const some = fc.subarray(skus, { minLength: 0, maxLength: 3 }).map((list) => list.join(','))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const terms = fc.record({
  skus: some,
  tags: fc.constantFrom('', 'red', 'red,blue'),
  priority: fc.integer({ min: 0, max: 3 }).map(text),
  exclusive: fc.constantFrom('no', 'no', 'no', 'yes'),
  group: fc.constantFrom('', '', 'one', 'two'),
  budget: maybe(money),
  most_uses: maybe(fc.constantFrom('1', '5')),
  first_order: fc.constantFrom('no', 'no', 'yes'),
})
const rules = fc.oneof(
  fc
    .tuple(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 2, max: 500 }))
    .map(([a, b]) => ['spend_threshold', { tiers: `${a}:${a - 1}, ${a + b}:${a + b - 1}` }] as const),
  fc
    .record({ percent: fc.integer({ min: 1, max: 100 }).map(text), cap: maybe(money) })
    .map((rule) => ['percentage', rule] as const),
  money.map((off) => ['fixed_amount', { off }] as const),
  fc
    .record({
      buy: fc.integer({ min: 1, max: 4 }).map(text),
      get: fc.integer({ min: 1, max: 4 }).map(text),
      get_percent: fc.integer({ min: 1, max: 100 }).map(text),
      same_sku: fc.constantFrom('yes', 'no'),
    })
    .map((rule) => ['buy_get', rule] as const),
  fc
    .record({
      price: money,
      quantity: maybe(fc.integer({ min: 1, max: 9 }).map(text)),
      each: maybe(fc.constantFrom('1', '2')),
    })
    .map((rule) => ['flash_sale', rule] as const),
)
const clean = (texts: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
const one = fc.tuple(rules, terms).map(([[type, rule], term]) => promotion('P', type, clean({ ...rule, ...term })))
// Read once: to read the promotions of each list takes longer than to price with them.
const promotions = fc
  .array(fc.constantFrom(...fc.sample(one, 5_000)), { maxLength: 12 })
  .map((list) => list.map((each, at) => ({ ...each, code: `P${at}` })))
const baskets = fc
  .array(
    fc.record({
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 7 }),
      unitPrice: fc.bigInt({ min: 0n, max: 400_00n }),
      tags: fc.subarray(['red', 'blue']),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((lines) => basket(lines.map(({ sku, quantity, unitPrice, tags }) => line(sku, quantity, unitPrice, { tags }))))

test('10,000 random baskets: sums exact, nothing below zero, exclusive ones alone, one of a group, any order of listing', () => {
  fc.assert(
    fc.property(baskets, promotions, fc.boolean(), fc.integer(), (goods, list, firstOrder, seed) => {
      const priced = price(goods, list, { firstOrder })
      const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n)
      const wrong = priced.lines.filter(
        ({ gross, total, discounts }) =>
          total < 0n ||
          total > gross ||
          discounts.some(({ off }) => off <= 0n) ||
          gross - sum(discounts.map(({ off }) => off)) !== total,
      )
      expect(wrong).toEqual([])
      expect(sum(priced.lines.map(({ total }) => total))).toBe(priced.total)
      expect(priced.gross - priced.total).toBe(priced.discount)
      const unshared = priced.applied.filter(({ promotion: code, off }) => {
        const shares = priced.lines.flatMap(({ discounts }) => discounts.filter(({ promotion }) => promotion === code))
        return sum(shares.map((share) => share.off)) !== off
      })
      expect(unshared).toEqual([])
      const byCode = new Map(list.map((each) => [each.code, each]))
      const applied = priced.applied.map(({ promotion: code }) => byCode.get(code)?.terms)
      if (applied.some((term) => term?.exclusive)) expect(applied).toHaveLength(1)
      const groups = applied.flatMap((term) => term?.group ?? [])
      expect(new Set(groups).size).toBe(groups.length)
      expect(priced.applied.length + priced.missed.length).toBe(list.length)
      const random = seeded(seed)
      const shuffled = list.map((each) => [random(), each] as const).toSorted((a, b) => a[0] - b[0])
      const listed = shuffled.map(([, each]) => each)
      const again = price(goods, listed, { firstOrder })
      if (!isDeepStrictEqual(again, priced)) expect(again).toEqual(priced)
    }),
    { numRuns: 10_000 },
  )
})

test('adding a promotion that does not apply changes nothing', () => {
  fc.assert(
    fc.property(baskets, promotions, rules, terms, (goods, list, [type, rule], term) => {
      const before = price(goods, list)
      const added = price(goods, [...list, promotion('X', type, clean({ ...rule, ...term }), 'paused')])
      const elsewhere = price(goods, [...list, promotion('X', type, clean({ ...rule, ...term, skus: 'NONE' }))])
      for (const { lines, total, applied } of [added, elsewhere])
        expect({ lines, total, applied }).toEqual({ lines: before.lines, total: before.total, applied: before.applied })
    }),
    { numRuns: 1_000 },
  )
})
