import { describe, expect, test } from 'vitest'
import { reportJson } from '../../../analytics/reports/json.ts'
import { smallShop } from './small-shop.ts'

const read = smallShop()

test('beside the same dates a year ago stands what was sold then, and a window longer than a year has none', async () => {
  const report = await read('sales', { against: 'year' })
  expect(report.previous).toMatchObject({
    orders_placed: 1n,
    gross_sales: 80_00n,
    customers: 1n,
    returning_customers: 0n,
  })
  expect(report.previousSeries?.map((point) => Number(point.gross_sales))).toEqual([0, 0, 8000, 0, 0, 0, 0])
  expect(reportJson(report).previous).toMatchObject({
    from: '2025-11-16',
    to: '2025-11-22',
    totals: { orders_placed: 1 },
  })
  for (const name of ['payments', 'products', 'orders', 'refunds', 'customers', 'support'])
    expect((await read(name, { against: 'year' })).totals, name).toEqual((await read(name)).totals)
  const window = { from: Temporal.PlainDate.from('2025-11-01'), to: Temporal.PlainDate.from('2026-11-02') }
  await expect(read('sales', { window, against: 'year' })).rejects.toMatchObject({
    refusal: { code: 'report.longer_than_a_year' },
  })
})

describe('stock', () => {
  test('is as it stood at the window’s end, beside the end of the one before, with what was booked since', async () => {
    const report = await read('stock')
    expect(report.totals).toEqual({
      ...{ tracked_products: 3n, on_hand: 59n, available: 45n, stock_value: 14n * 100_00n + 30n * 50_00n },
      ...{ below_warning: 2n, below_safety: 1n, at_minimum: 1n, out_of_stock: 1n, running_out: 0n, days_of_cover: 70 },
    })
    // SILK is counted from the 15th on; YEN has no ledger.
    expect(report.previous).toMatchObject({ tracked_products: 3n, on_hand: 66n, available: 66n, out_of_stock: 0n })
    expect(report.series.map(({ available }) => available)).toEqual([66n, 60n, 45n, 45n, 45n, 45n, 45n])
    expect(report.previousSeries?.map(({ on_hand }) => on_hand)).toEqual([35n, 35n, 35n, 35n, 35n, 35n, 66n])
    expect(report.rows.map(({ name, figures }) => [name, figures.available, figures.stock_value])).toEqual([
      ['TEA', 0n, 1400_00n],
      ['YEN', 15n, null],
      ['SILK', 30n, 1500_00n],
    ])
    expect(reportJson(report).movements).toContainEqual({
      kind: 'reserve',
      movements: 1,
      on_hand_change: 0,
      reserved_change: 14,
    })
  })

  test('of a merchant is that of its goods', async () => {
    const { totals, rows } = await read('stock', { filters: { merchant: 'silk' } })
    expect([totals.tracked_products, totals.on_hand, rows.length]).toEqual([2n, 45n, 2])
    for (const filters of [{ merchant: 'nobody' }, { category: 'of nothing' }])
      expect((await read('stock', { filters })).totals).toMatchObject({
        tracked_products: 0n,
        on_hand: 0n,
        running_out: 0n,
      })
  })
})

test('promotions cost what was not given back, and their baskets stand beside those without', async () => {
  const { totals, rows, besides, previous } = await read('promotions')
  expect(totals).toMatchObject({
    ...{ redemptions: 3n, released: 1n, promoted_orders: 2n, discount_given: 30_00n, promoted_sales: 3000_00n },
    ...{ order_share: 2 / 3, basket_with: 1500_00n, basket_without: 100_00n, uplift: 14, cost_share: 0.01 },
  })
  expect(previous).toMatchObject({ redemptions: 0n, order_share: 0, basket_with: null, uplift: null })
  expect(rows.map(({ name, figures: of }) => [name, of.redemptions, of.discount_given, of.redemption_rate])).toEqual([
    ['TEN', 2n, 20_00n, 0.25],
    ['FREE', 1n, 10_00n, null],
  ])
  // Both were in one order, which counts for each.
  expect(rows.map(({ figures }) => figures)).toMatchObject([
    { promoted_orders: 2n, promoted_sales: 3000_00n, order_share: 2 / 3, basket_without: 100_00n, uplift: 14 },
    { promoted_orders: 1n, promoted_sales: 2900_00n, order_share: 1 / 3, basket_without: 100_00n, uplift: 28 },
  ])
  expect(besides?.coupons).toMatchObject([
    { name: 'HELLO', figures: { redemptions: 1n, issued: 1n, redemption_rate: 0.5 } },
  ])
  await expect(read('promotions', { filters: { merchant: 'tea' } })).rejects.toMatchObject({
    refusal: { code: 'report.not_by' },
  })
})

test('merchants are measured each by their own goods, and a mixed order counts once in all', async () => {
  const { totals, rows, previous } = await read('merchants')
  expect(totals).toMatchObject({
    ...{ orders_placed: 3n, orders_cancelled: 1n, gross_sales: 3100_00n, returns: 290_00n, late_shipment_rate: 0.5 },
    ...{ average_rating: 3.5, exceptions: 1n, unanswered_exceptions: 1n },
  })
  expect(previous).toMatchObject({ orders_placed: 1n, exceptions: 1n, late_shipment_rate: null })
  const tea = { orders_placed: 3n, gross_sales: 3000_00n, late_shipment_rate: 0.5, unanswered_exceptions: 1n }
  expect(rows).toMatchObject([
    { name: 'tea', label: 'Tea House', figures: { ...tea, cancellation_rate: 1 / 3, return_rate: 290 / 3000 } },
    {
      name: 'silk',
      figures: { orders_placed: 1n, due_shipments: 1n, late_shipment_rate: 0, average_rating: 5, return_rate: 0 },
    },
  ])
  const own = await read('merchants', { filters: { merchant: 'silk' } })
  expect([own.rows.length, own.totals.gross_sales, own.totals.average_rating]).toEqual([1, 100_00n, 5])
})

test('of a time before there were conversations nothing is known of them, also in the overview', async () => {
  const date = (text: string) => Temporal.PlainDate.from(text)
  const before = { window: { from: date('2026-10-01'), to: date('2026-10-07') } }
  for (const name of ['support', 'overview']) {
    const { totals, series } = await read(name, before)
    expect([totals.conversations, series[0]?.conversations, totals.rating], name).toEqual([null, null, null])
  }
})

test('the overview shows the figures of the other reports, of a merchant those that it has', async () => {
  const { totals, previous, series } = await read('overview')
  for (const name of ['sales', 'payments', 'refunds', 'orders', 'support', 'stock']) {
    const other = (await read(name)).totals
    const shared = Object.keys(other).filter((key) => key in totals)
    expect(shared.length, name).toBeGreaterThan(1)
    expect(totals).toMatchObject(Object.fromEntries(shared.map((key) => [key, other[key as keyof typeof other]])))
  }
  expect(previous).toMatchObject({ orders_placed: 1n, below_safety: 0n })
  expect(series[2]).toMatchObject({ orders_placed: 1n, conversations: 1n })
  const own = await read('overview', { filters: { merchant: 'tea' } })
  expect(own.totals).toMatchObject({ orders_placed: 3n, below_safety: 1n })
  expect(own.totals).not.toHaveProperty('captured')
})
