import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportJson } from '../../../analytics/reports/json.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { reportText } from '../../../analytics/reports/text.ts'
import { windowBetween } from '../../../analytics/reports/window.ts'
import type { Database } from '../../../db/connect.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

const now = Temporal.Instant.from('2026-11-22T09:00:00.123Z')
let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  await writeOrder(db, {
    number: '1',
    at: '2026-11-01T04:00:00Z',
    customer: 'ana',
    lines: [{ price: 50_00n, merchant: 'tea' }],
  })
  await writeOrder(db, {
    number: '2',
    at: '2026-11-11T04:00:00Z',
    customer: 'ana',
    lines: [
      { price: 30_00n, merchant: 'tea', quantity: 2, discount: 5_00n },
      { price: 40_00n, merchant: 'silk' },
    ],
    shipping: 10_00n,
    payments: [{ id: 'P1', method: 'alipay', amount: 105_00n }],
    refunds: [{ id: 'R1', goods: 20_00n, shipping: 2_00n, at: '2026-11-12T04:00:00Z' }],
  })
  await writeOrder(db, {
    number: '3',
    at: '2026-11-12T15:59:00Z',
    customer: 'bo',
    currency: 'JPY',
    rate: '4.7',
    lines: [{ price: 1_000n }],
    cancelledAt: '2026-11-12T16:00:00Z',
    payments: [{ id: 'P1', method: 'card', amount: 1_000n, status: 'failed' }],
  })
})
afterAll(() => database.close())

const read = async (
  report: string,
  from: string,
  to: string,
  options: { merchant?: string; by?: 'hour' | 'day' | 'month' } = {},
) => {
  const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
  return demand(await readReport(database.db, { report, window, ...options }, now))
}

test('`--json` is the object of METRICS: counts as numbers, money as decimals of its currency, empty days with zeros', async () => {
  const empty = {
    orders_placed: 0,
    orders_cancelled: 0,
    orders_paid: 0,
    units: 0,
    gross_sales: '0.00',
    discounts: '0.00',
    cancellations: '0.00',
    returns: '0.00',
    net_sales: '0.00',
    shipping: '0.00',
    tax: '0.00',
    shipping_refunds: '0.00',
    total_sales: '0.00',
    average_order_value: null,
  }
  const second = {
    ...empty,
    orders_placed: 1,
    orders_paid: 1,
    units: 3,
    gross_sales: '100.00',
    discounts: '5.00',
    net_sales: '95.00',
    shipping: '10.00',
    total_sales: '105.00',
    average_order_value: '95.00',
  }
  const third = {
    ...empty,
    orders_placed: 1,
    orders_cancelled: 1,
    units: 1,
    gross_sales: '47.00',
    returns: '20.00',
    net_sales: '27.00',
    shipping_refunds: '2.00',
    total_sales: '25.00',
    average_order_value: '47.00',
  }
  expect(reportJson(await read('sales', '2026-11-10', '2026-11-13'))).toEqual({
    report: 'sales',
    from: '2026-11-10',
    to: '2026-11-13',
    timezone: 'Asia/Shanghai',
    currency: 'CNY',
    as_of: '2026-11-22T09:00:00Z',
    filters: {},
    totals: {
      orders_placed: 2,
      orders_cancelled: 1,
      orders_paid: 1,
      units: 4,
      gross_sales: '147.00',
      discounts: '5.00',
      cancellations: '47.00',
      returns: '20.00',
      net_sales: '75.00',
      shipping: '10.00',
      tax: '0.00',
      shipping_refunds: '2.00',
      total_sales: '83.00',
      average_order_value: '71.00',
      customers: 2,
      returning_customers: 1,
    },
    previous: { totals: { ...empty, customers: 0, returning_customers: 0 } },
    series: [
      { bucket: '2026-11-10', ...empty },
      { bucket: '2026-11-11', ...second },
      { bucket: '2026-11-12', ...third },
      { bucket: '2026-11-13', ...empty, cancellations: '47.00', net_sales: '-47.00', total_sales: '-47.00' },
    ],
    rows: [],
    by_currency: {
      CNY: {
        gross_sales: '100.00',
        discounts: '5.00',
        cancellations: '0.00',
        returns: '20.00',
        net_sales: '75.00',
        shipping: '10.00',
        tax: '0.00',
        shipping_refunds: '2.00',
        total_sales: '83.00',
      },
      JPY: {
        gross_sales: '1000',
        discounts: '0',
        cancellations: '1000',
        returns: '0',
        net_sales: '0',
        shipping: '0',
        tax: '0',
        shipping_refunds: '0',
        total_sales: '0',
      },
    },
  })
})

test('a day begins at the shop’s midnight, and a cancellation counts on its own day', async () => {
  expect((await read('sales', '2026-11-12', '2026-11-12')).totals).toMatchObject({
    orders_placed: 1n,
    cancellations: 0n,
    returns: 20_00n,
  })
  expect((await read('sales', '2026-11-13', '2026-11-13')).totals).toMatchObject({
    orders_placed: 0n,
    cancellations: 47_00n,
  })
})

test('payments are by method, most captured first, with their success', async () => {
  const { rows, totals } = await read('payments', '2026-11-01', '2026-11-22')
  expect(rows).toEqual([
    { name: 'alipay', figures: { payments: 1n, captured: 105_00n, refunded: 22_00n, failed: 0n, success_rate: 1 } },
    { name: 'card', figures: { payments: 0n, captured: 0n, refunded: 0n, failed: 1n, success_rate: 0 } },
  ])
  expect(totals.success_rate).toBe(0.5)
})

describe('a merchant', () => {
  test('sees its own lines of a mixed order, the customers of those, and no payments', async () => {
    const tea = await read('sales', '2026-11-10', '2026-11-13', { merchant: 'tea' })
    expect(tea.totals).toMatchObject({
      orders_placed: 1n,
      gross_sales: 60_00n,
      shipping: 6_00n,
      customers: 1n,
      returning_customers: 1n,
    })
    const silk = await read('sales', '2026-11-10', '2026-11-13', { merchant: 'silk' })
    expect(silk.totals).toMatchObject({
      orders_placed: 1n,
      gross_sales: 40_00n,
      shipping: 4_00n,
      customers: 1n,
      returning_customers: 0n,
    })
    expect(reportJson(silk).filters).toEqual({ merchant: 'silk' })
    await expect(read('payments', '2026-11-10', '2026-11-13', { merchant: 'tea' })).rejects.toMatchObject({
      refusal: { code: 'report.not_per_merchant' },
    })
  })
})

describe('the period before', () => {
  test('is null where the history does not reach back over all of it', async () => {
    expect((await read('sales', '2026-11-10', '2026-11-18')).previous).toMatchObject({ gross_sales: 50_00n })
    expect((await read('sales', '2026-11-10', '2026-11-19')).previous).toBeNull()
  })
})

test('what is refused: a report that is not there, and more points than one can look at', async () => {
  await expect(read('sale', '2026-11-10', '2026-11-13')).rejects.toMatchObject({
    refusal: { values: { nearest: 'sales' } },
  })
  await expect(read('sales', '2026-01-01', '2026-11-13', { by: 'hour' })).rejects.toMatchObject({
    refusal: { code: 'report.too_many_points' },
  })
})

test('a report says in words how fresh it is, and what is not counted yet', async () => {
  const report = await read('sales', '2026-11-10', '2026-11-13')
  expect(report.uncountedSince).toBeNull()
  const stale = { ...report, uncountedSince: Temporal.Instant.from('2026-11-12T04:00:00Z') }
  expect(reportText(stale, 'en')).toMatch(
    /As of Nov 22, 2026, 5:00\sPM, time zone Asia\/Shanghai\.\nChanges to Nov 12, 2026/,
  )
  expect(reportText(stale, 'zh-CN')).toContain('数据截至 2026年11月22日 17:00，时区 Asia/Shanghai。')
})
