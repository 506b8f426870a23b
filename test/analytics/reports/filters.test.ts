import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filtersMeant } from '../../../analytics/reports/filters.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { type ReportName, reports } from '../../../analytics/reports/registry.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import type { Database } from '../../../db/connect.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { type FilterName, type Filters, UNCATEGORIZED } from '../../../shop/orders/narrowing.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { type Order, openPromotions, writeOrder } from '../orders.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  for (const id of ['tea', 'silk'])
    await db
      .insertInto('merchants')
      .values({ id, name: `${id} house` })
      .execute()
  const category = (id: string, name_zh: string, path: string[]) => ({
    id,
    name: id,
    name_zh,
    parent_id: path.at(-2) ?? null,
    path,
  })
  await db
    .insertInto('categories')
    .values([
      category('goods', '商品', ['goods']),
      category('drinks', '饮品', ['goods', 'drinks']),
      category('cloth', '布料', ['goods', 'cloth']),
    ])
    .execute()
  await openPromotions(db, ['TEN', 'FREE'], 'HELLO')
})
afterAll(() => database.close())

const window = { from: Temporal.PlainDate.from('2026-03-09'), to: Temporal.PlainDate.from('2026-03-15') }
const now = Temporal.Instant.from('2026-03-20T00:00:00Z')
const read = async (report: string, filters: Filters = {}, more = {}) =>
  demand(await readReport(database.db, { report, window, filters, ...more }, now))

/** These orders and no others. */
async function shopOf(orders: readonly Order[]): Promise<void> {
  const { db } = database
  const tables = [
    'promotion_uses',
    'refund_parts',
    'refund_lines',
    'refunds',
    'payments',
    'order_items',
    'orders',
  ] as const
  await db.transaction().execute(async (trx) => {
    await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}, rollup_marks, sales_hours, sales_days,
      payment_hours, product_days, customer_days, promotion_days, support_days cascade`.execute(trx)
  })
  for (const order of orders) await writeOrder(db, order)
}

const march = (day: number, hour: number) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:30:00Z`
const line = fc.record({
  ...{ sku: fc.constantFrom('A', 'B', 'C'), merchant: fc.constantFrom('tea', 'silk') },
  ...{ category: fc.constantFrom('drinks', 'cloth'), quantity: fc.integer({ min: 1, max: 3 }) },
  ...{ price: fc.bigInt(10_00n, 99_99n), discount: fc.bigInt(0n, 5_00n) },
})
/** Random orders of a fortnight, each paid by one method, some cancelled or refunded in part. */
const history = fc.array(
  fc.record({
    ...{
      day: fc.integer({ min: 1, max: 15 }),
      hour: fc.integer({ min: 0, max: 23 }),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    },
    ...{ customer: fc.constantFrom('ann', 'bob', 'cid'), method: fc.constantFrom('alipay', 'wechat_pay') },
    ...{ region: fc.constantFrom('CN-31', 'CN-11'), becomes: fc.constantFrom('paid', 'cancelled', 'refunded') },
    ...{ shipping: fc.bigInt(0n, 9_99n), tax: fc.bigInt(0n, 9_99n), rate: fc.constantFrom('1', '7.1234') },
    uses: fc.constantFrom(
      [],
      [{ promotion: 'TEN', given: 1_00n }],
      [
        { promotion: 'TEN', given: 2_50n },
        { promotion: 'FREE', given: 99n, coupon: 'HELLO' },
      ],
    ),
  }),
  { minLength: 1, maxLength: 12 },
)
const ordersOf = (drawn: typeof history extends fc.Arbitrary<infer T> ? T : never): Order[] =>
  drawn.map(({ day, hour, becomes, method, ...of }, at) => ({
    ...{ ...of, number: String(at), at: march(day, hour) },
    ...(becomes === 'cancelled'
      ? { cancelledAt: march(day + 1, hour) }
      : { payments: [{ id: 'P', method, amount: 1_000n }] }),
    ...(becomes === 'refunded' && {
      refunds: [{ id: 'R', goods: 3_01n, shipping: 1n, lines: 2, at: march(day + 2, hour) }],
    }),
  }))

const figures = async (report: string, filters: Filters, more = {}) => {
  const { totals, previous, series, previousSeries, rows, besides } = await read(report, filters, more)
  return { totals, previous, series, previousSeries, rows, besides }
}

const named = Object.entries(reports).map(([name, { filters }]) => ({ name: name as ReportName, filters }))

describe('over random orders', () => {
  test('a filter that leaves everything changes nothing: rollups and orders agree', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom('day', 'hour'), fc.boolean(), async (drawn, by, ofMerchant) => {
        await shopOf(ordersOf(drawn))
        const [{ returns = 0n, shipping_refunds: shipping = 0n }, refunds] = await Promise.all([
          read('sales').then(({ totals }) => totals),
          read('refunds').then(({ totals }) => totals),
        ])
        expect(refunds.refunded).toBe((returns ?? 0n) + (shipping ?? 0n))
        for (const { name, filters } of named.filter(({ name }) => name !== 'overview')) {
          const own: Filters = ofMerchant && filters.includes('merchant') ? { merchant: 'tea' } : {}
          const all = await figures(name, own, { by })
          if (filters.includes('region')) expect(await figures(name, { ...own, region: 'cn' }, { by })).toEqual(all)
          if (!filters.includes('category')) continue
          // What was captured is of whole orders, so no rate of it can be had of some lines.
          const { refund_rate: _, ...totals } = all.totals
          expect((await figures(name, { ...own, category: 'goods' }, { by })).totals, name).toMatchObject(totals)
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })

  test('while the rollups are still of another zone, reports are what they will be once they are of the shop’s', async () => {
    const { db } = database
    const everything = (by: 'day' | 'hour', own: Filters) =>
      Promise.all(
        named.map(({ name, filters }) => {
          const [filter] = Object.keys(own) as FilterName[]
          return figures(name, filter && !filters.includes(filter) ? {} : own, { by })
        }),
      )
    const narrowed = fc.constantFrom<Filters>({}, { merchant: 'tea' }, { region: 'cn-31' }, { method: 'alipay' })
    await fc.assert(
      fc.asyncProperty(history, fc.constantFrom('day', 'hour'), narrowed, async (drawn, by, own) => {
        await shopOf(ordersOf(drawn))
        const all = await everything(by, own)
        await sql`with other as (update rollup_zone set zone = 'Pacific/Apia'), sales as (update sales_days set units = 99),
          goods as (update product_days set units = 99), taken as (update promotion_days set redemptions = 99),
          paid as (update payment_hours set payments = 99) update customer_days set orders = 99`.execute(db)
        expect(await everything(by, own)).toEqual(all)
        await sql`update rollup_zone set zone = 'Asia/Shanghai'`.execute(db)
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })

  test.each<[Filters, Filters]>([
    [{ category: 'drinks' }, { category: 'cloth' }],
    [{ region: 'CN-31' }, { region: 'CN-11' }],
    [
      { merchant: 'tea', category: 'drinks' },
      { merchant: 'tea', category: 'cloth' },
    ],
  ])('the money of %o and of %o is that of both', async (one, other) => {
    const sums = [
      'gross_sales',
      'discounts',
      'cancellations',
      'returns',
      'net_sales',
      'shipping',
      'tax',
      'total_sales',
      'units',
    ] as const
    const { merchant } = one
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        await shopOf(ordersOf(drawn))
        const [first, second, both] = await Promise.all(
          [one, other, merchant ? { merchant } : {}].map((of) => read('sales', of)),
        )
        for (const sum of sums)
          expect((first?.totals[sum] as bigint) + (second?.totals[sum] as bigint), sum).toBe(both?.totals[sum])
      }),
      { numRuns: 8 },
    )
  })
})

describe('three orders', () => {
  beforeAll(() =>
    shopOf([
      {
        ...{ number: '1', customer: 'ann', region: 'CN-31', at: march(9, 4), shipping: 3_00n },
        lines: [
          { sku: 'TEA', merchant: 'tea', category: 'drinks', price: 20_00n },
          { sku: 'SILK', merchant: 'silk', category: 'cloth', price: 10_00n },
        ],
        payments: [
          { id: 'P1', method: 'alipay', amount: 30_00n },
          { id: 'P2', method: 'wallet', amount: 3_00n },
        ],
        refunds: [{ id: 'R1', goods: 5_00n, at: march(10, 4) }],
      },
      {
        ...{ number: '2', customer: 'bob', region: 'cn-11', at: march(10, 4) },
        ...{ lines: [{ sku: 'CUP', price: 40_00n }], payments: [{ id: 'P1', method: 'wallet', amount: 40_00n }] },
      },
      {
        number: '3',
        customer: 'ann',
        at: march(11, 4),
        lines: [{ sku: 'TEA', merchant: 'tea', category: 'drinks', price: 20_00n }],
      },
    ]),
  )

  test.each<[ReportName, Filters, object]>([
    [
      'sales',
      { category: 'drinks' },
      { orders_placed: 2n, gross_sales: 40_00n, returns: 5_00n, shipping: 2_00n, customers: 1n },
    ],
    ['sales', { category: 'goods' }, { orders_placed: 2n, gross_sales: 50_00n, shipping: 3_00n }],
    ['sales', { category: UNCATEGORIZED }, { orders_placed: 1n, gross_sales: 40_00n, customers: 1n }],
    ['sales', { region: 'CN' }, { orders_placed: 2n, gross_sales: 70_00n }],
    ['sales', { method: 'wallet' }, { orders_placed: 2n, gross_sales: 70_00n }],
    ['sales', { method: 'alipay', category: 'cloth' }, { orders_placed: 1n, gross_sales: 10_00n, returns: 0n }],
    ['payments', { method: 'wallet' }, { payments: 2n, captured: 43_00n }],
    ['payments', { method: 'wallet', region: 'CN-31' }, { payments: 1n, captured: 3_00n }],
    ['products', { region: 'cn-31' }, { units: 2n, gross_sales: 30_00n }],
    ['orders', { category: 'cloth' }, { orders_placed: 1n }],
    ['refunds', { method: 'alipay' }, { refunded: 5_00n, refund_rate: 5 / 33 }],
    ['refunds', { category: 'drinks' }, { succeeded: 1n, refunded: 5_00n, refund_rate: null }],
    ['refunds', { category: 'cloth' }, { succeeded: 0n, refunded: 0n }],
    ['customers', { region: 'CN-31' }, { customers: 1n, repeat_customers: 0n }],
    ['merchants', { category: 'cloth' }, { orders_placed: 1n, gross_sales: 10_00n }],
    ['overview', { category: 'drinks' }, { orders_placed: 2n, refunded: 5_00n }],
  ])('%s of %o', async (report, filters, expected) => {
    expect((await read(report, filters)).totals).toMatchObject(expected)
  })

  test.each<[Filters, Filters | RegExp]>([
    [
      { merchant: 'Tea House', category: '饮品', region: 'cn', method: '支付宝' },
      { merchant: 'tea', category: 'drinks', region: 'cn', method: 'alipay' },
    ],
    [{ category: 'Uncategorized' }, { category: UNCATEGORIZED }],
    [{ category: 'drniks' }, /no category “drniks”.*drinks/],
    [{ region: 'CN-3' }, /region “CN-3”.*CN-31/],
    [{ region: '100%_' }, /region “100%_”/],
    [{ method: 'walet' }, /walet.*wallet/],
    [{ merchant: 'nobody' }, /no merchant “nobody”/],
  ])('%o is understood, or refused with what it is like', async (written, meant) => {
    const result = await filtersMeant(database.db, written)
    if (!(meant instanceof RegExp)) return expect(result).toEqual({ ok: true, value: meant })
    expect(result.ok ? '' : refusalWords(result, 'en')).toMatch(meant)
    expect(result.ok ? '' : refusalWords(result, 'zh-CN')).not.toBe('')
  })

  test.each<[ReportName, Filters]>([
    ['payments', { category: 'drinks' }],
    ['stock', { region: 'CN' }],
    ['promotions', { merchant: 'tea' }],
    ['support', { method: 'alipay' }],
  ])('%s is not to be had of %o, and says so', async (report, filters) => {
    await expect(read(report, filters)).rejects.toMatchObject({ refusal: { code: 'report.not_by' } })
  })
})

test('what a report is of is said by names people know, in their language', async () => {
  const report = await read('products', { merchant: 'tea', category: 'drinks' })
  expect(reportText(report, 'zh-CN')).toContain('商家 tea house · 分类 饮品')
  expect(reportText(report, 'en')).toContain('merchant tea house · category drinks')
  const rest = await read('products', { category: UNCATEGORIZED })
  expect(reportText(rest, 'en')).toContain('without a category')
  expect(reportText(rest, 'zh-CN')).toContain('未分类')
})

test('a region that is written in several ways is offered once', async () => {
  const at = march(9, 4)
  const lines = [{ price: 10_00n }]
  await shopOf(['us-ca', 'US-CA', 'US-NY'].map((region) => ({ number: region, at, region, lines })))
  const refused = await filtersMeant(database.db, { region: 'zzz' })
  expect(refused).toMatchObject({ code: 'report.region_unknown', values: { known: 2 } })
})
