import { describe, expect, test } from 'vitest'
import { chartOf } from '../../../analytics/charts/chart.ts'
import { configOf } from '../../../analytics/charts/config.ts'
import { reportJson } from '../../../analytics/reports/json.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import { newYork } from './new-york.ts'

const read = newYork()
const fortnight = ['2026-11-01', '2026-11-14'] as const
const json = async (...asked: Parameters<typeof read>) => JSON.parse(JSON.stringify(reportJson(await read(...asked))))

describe('the report of orders', () => {
  test('counts those placed by where they stand now, and as late what is late by the shop’s calendar', async () => {
    const { totals, by_status, rows, previous } = await json('orders', ...fortnight)
    expect(totals).toEqual({
      ...{ orders_placed: 6, late_shipments: 1, late_deliveries: 1, overdue_deliveries: 1, mean_days_to_deliver: 1 },
    })
    expect(by_status).toEqual({ paid: 1, processing: 1, shipped: 2, delivered: 1, cancelled: 1 })
    expect(rows).toEqual([])
    expect(previous.totals).toMatchObject({ orders_placed: 0, mean_days_to_deliver: null })
    // Late at night of the promised day is not late.
    expect((await json('orders', '2026-10-05', '2026-10-05')).totals).toMatchObject({ late_deliveries: 0 })
  })

  test('has the repeated hour of the night in which clocks go back twice', async () => {
    const { series } = await json('orders', '2026-11-01', '2026-11-01', { by: 'hour' })
    const placed = series.map(({ orders_placed }: { orders_placed: number }) => orders_placed)
    expect(placed).toEqual([0, 1, 1, ...Array(21).fill(0), 1])
    expect([series[1].bucket, series[2].bucket]).toEqual(['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00'])
  })

  test('gives a merchant the orders with a line of theirs', async () => {
    const { totals, by_status, filters } = await json('orders', ...fortnight, { filters: { merchant: 'clay' } })
    expect(totals).toMatchObject({ orders_placed: 2, late_shipments: 0, overdue_deliveries: 1 })
    expect([by_status, filters]).toEqual([{ shipped: 2 }, { merchant: 'clay' }])
  })

  test('draws a bar for each status', async () => {
    const chart = chartOf(await read('orders', ...fortnight), 'en')
    expect(chart).toMatchObject({ title: '6 orders: 1 delivered late, 2 late now', currency: null })
    expect(chart.labels).toEqual(['paid', 'processing', 'shipped', 'delivered', 'cancelled'])
    expect(chart.series[0]?.values).toEqual([1, 1, 2, 1, 1])
    expect(chart.alt).toContain('shipped: 2 orders')
  })
})

describe('the report of products', () => {
  const none = { returned_units: 0, reviews: 0, average_rating: null }
  const untracked = { on_hand: null, available: null, days_of_cover: null }

  test('has each product with most gross sales first, what came back of it, its stock and its ratings', async () => {
    const { totals, rows, categories, previous } = await json('products', ...fortnight)
    expect(rows).toEqual([
      {
        ...{ sku: 'TEA', name: 'Green tea', category: 'drinks', merchant: 'tea', units: 7, gross_sales: '70.00' },
        ...{ returned_units: 1, on_hand: 20, available: 18, days_of_cover: 72, reviews: 1, average_rating: 4 },
      },
      {
        ...{ sku: 'CUP', name: 'Cup', category: 'uncategorized', merchant: 'clay', units: 2, gross_sales: '60.00' },
        ...{ ...none, ...untracked },
      },
      {
        ...{ sku: 'KEG', name: 'Keg', category: 'uncategorized', merchant: null, units: 1, gross_sales: '11.01' },
        ...{ ...none, on_hand: 5, available: 5, days_of_cover: 140 },
      },
    ])
    expect(categories).toEqual([
      { category: 'uncategorized', units: 3, gross_sales: '71.01' },
      { category: 'drinks', units: 7, gross_sales: '70.00' },
    ])
    // A review of an order as a whole is of no product.
    expect(totals).toEqual({ units: 10, gross_sales: '141.01', returned_units: 1, reviews: 2, average_rating: 2.5 })
    expect(previous.totals).toEqual({ units: 0, gross_sales: '0.00', ...none })
  })

  test('has as many rows as wanted, and the same totals', async () => {
    const { rows, totals } = await json('products', ...fortnight, { limit: 1 })
    expect(rows.map(({ sku }: { sku: string }) => sku)).toEqual(['TEA'])
    expect(totals.units).toBe(10)
  })

  test('puts what came back and what was written on the days of the shop on which it was', async () => {
    const { series } = await json('products', '2026-11-01', '2026-11-05')
    expect(series.map(({ units }: { units: number }) => units)).toEqual([7, 0, 0, 0, 0])
    expect(series[2]).toMatchObject({ reviews: 2, average_rating: 2.5 })
    expect(series[4]).toMatchObject({ returned_units: 1, gross_sales: '0.00' })
  })

  test('gives a merchant their own lines and the reviews of those, and no stock of others', async () => {
    const { rows, totals, categories } = await json('products', ...fortnight, { filters: { merchant: 'clay' } })
    expect(rows).toMatchObject([{ sku: 'CUP', units: 2, merchant: 'clay' }])
    expect(totals).toEqual({ units: 2, gross_sales: '60.00', returned_units: 0, reviews: 1, average_rating: 1 })
    expect(categories).toEqual([{ category: 'uncategorized', units: 2, gross_sales: '60.00' }])
  })

  test('draws what sold most, each by its name in the reader’s language', async () => {
    const chart = chartOf(await read('products', ...fortnight), 'zh-CN')
    expect(chart).toMatchObject({ labels: ['绿茶', 'Cup', 'Keg'], title: '绿茶销售最多：$70.00，占全部的 49.6%' })
    expect(chart.series[0]?.values).toEqual([70, 60, 11.01])
  })
})

describe('the report of customers', () => {
  test('tells new customers from those who had ordered before, and has the months in which they came again', async () => {
    const { totals, cohorts, previous } = await json('customers', ...fortnight)
    expect(totals).toEqual({
      ...{ customers: 4, new_customers: 3, returning_customers: 1, repeat_customers: 2, repeat_rate: 0.5 },
    })
    expect(cohorts).toEqual([{ month: '2026-11', customers: 3, again: [] }])
    expect(previous.totals).toMatchObject({ customers: 0, repeat_rate: null })
    expect((await json('customers', '2026-10-01', '2026-11-30')).cohorts).toEqual([
      { month: '2026-10', customers: 1, again: [1] },
      { month: '2026-11', customers: 3, again: [] },
    ])
  })

  test('of each stretch alone, so that someone new in one hour returns in another', async () => {
    const { series } = await json('customers', '2026-11-01', '2026-11-01', { by: 'hour' })
    const counted = { customers: 1, repeat_rate: 0, repeat_customers: 0 }
    expect(series[1]).toMatchObject({ ...counted, new_customers: 1, returning_customers: 0 })
    const again = { new_customers: 0, returning_customers: 1, repeat_customers: 1, repeat_rate: 1 }
    expect([series[2], series[24]]).toMatchObject([again, again])
  })

  test('takes for a merchant only the orders with a line of theirs', async () => {
    const { totals } = await json('customers', ...fortnight, { filters: { merchant: 'clay' } })
    expect(totals).toMatchObject({ customers: 2, new_customers: 1, returning_customers: 1, repeat_customers: 1 })
  })

  test('draws first orders and others on one another, the first ones adding up to those that the title tells', async () => {
    const report = await read('customers', ...fortnight)
    const chart = chartOf(report, 'en')
    expect(chart.title).toBe('4 customers, 75% for the first time')
    expect(chart.axes.money).toBe('Customers each day')
    expect(chart.series[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(0.75 * 4)
    expect(chart.series.map(({ name, shape }) => [name, shape])).toEqual([
      ['First order', 'bars'],
      ['Had ordered before', 'upper bars'],
    ])
    expect(chart.series.map(({ values }) => values)).toEqual([
      report.series.map((point) => Number(point.new_customers)),
      report.series.map((point) => Number(point.returning_customers)),
    ])
    expect(configOf(chart).options?.scales).toMatchObject({ money: { stacked: true }, count: { display: false } })
  })
})

describe('the report of refunds', () => {
  test('counts each step by its own time, with why money went back and how long it took', async () => {
    const { totals, rows } = await json('refunds', ...fortnight)
    expect(totals).toEqual({
      ...{ requested: 4, approved: 3, rejected: 1, succeeded: 2, failed: 1, refunded: '22.00', refund_rate: 0.44 },
      ...{ decide_p50: 330, decide_p90: 1440, pay_p50: 1530 },
    })
    expect(rows).toEqual([
      { reason: 'broken', refunds: 1, refunded: '12.00' },
      { reason: 'order_cancelled', refunds: 1, refunded: '10.00' },
    ])
    const { series } = await json('refunds', '2026-11-04', '2026-11-05')
    expect(series).toMatchObject([
      { requested: 1, approved: 1, failed: 0, decide_p50: 0, refund_rate: null },
      { requested: 0, approved: 0, failed: 1, decide_p50: null },
    ])
  })

  test('gives a merchant the refunds of their lines with the money of those, and no rate', async () => {
    const { totals, rows } = await json('refunds', ...fortnight, { filters: { merchant: 'tea' } })
    expect(totals).toMatchObject({ requested: 3, rejected: 0, succeeded: 2, refunded: '15.00', refund_rate: null })
    expect(rows.map(({ refunded }: { refunded: string }) => refunded)).toEqual(['10.00', '5.00'])
  })

  test('draws what went back by day, and the rate on an axis of percentages', async () => {
    const report = await read('refunds', ...fortnight)
    const chart = chartOf(report, 'en')
    expect(chart.title).toBe('$22.00 refunded, 44% of what was captured')
    expect(chart.series[0]?.values).toEqual(report.series.map((point) => Number(point.refunded) / 100))
    expect(chart.series[1]?.values).toEqual(report.series.map((point) => point.refund_rate ?? null))
    const { count } = (configOf(chart).options?.scales ?? {}) as Record<
      string,
      { ticks: { callback(value: number): string } }
    >
    expect(count?.ticks.callback(0.125)).toBe('12.5%')
    const own = chartOf(await read('refunds', ...fortnight, { filters: { merchant: 'tea' } }), 'en')
    expect([own.series.length, own.axes.count, own.title]).toEqual([1, undefined, '$15.00 refunded'])
  })
})

describe.each(['orders', 'products', 'customers', 'refunds'])('the report of %s', (name) => {
  test('has nothing to show of a time without orders, and says so', async () => {
    const { totals, rows, series, previous } = await json(name, '2026-06-01', '2026-06-07')
    const counted = Object.values(totals).filter((figure) => figure !== null)
    expect(counted.every((figure) => Number(figure) === 0)).toBe(true)
    expect([rows, series.length, previous]).toEqual([[], 7, null])
    expect(chartOf(await read(name, '2026-06-01', '2026-06-07'), 'en').title).toMatch(/^No|^Nothing/)
  })

  test('compares with nothing where the history does not reach back', async () => {
    expect((await read(name, '2026-10-20', '2026-11-04')).previous).toBeNull()
    expect((await read(name, '2026-10-21', '2026-11-05')).previous).not.toBeNull()
  })

  test('is text to read in either language, with all its tables', async () => {
    const report = await read(name, ...fortnight)
    for (const locale of ['en', 'zh-CN'] as const) {
      const words = reportText(report, locale)
      for (const { name: table } of report.definition.besides ?? [])
        expect(report.besides?.[table]?.length).toBeGreaterThan(0)
      expect(words).not.toMatch(/undefined|NaN/)
      expect(words.split('\n').length).toBeGreaterThan(8)
    }
  })
})
