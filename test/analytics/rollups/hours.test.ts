import { expect, test } from 'vitest'
import { freshDatabase } from '../../postgres.ts'
import type { Order } from '../orders.ts'
import { rolledUp } from './rolled-up.ts'

const { sales, payments } = rolledUp(freshDatabase)

test('an order counts in the hour it was placed, a cancellation and a refund in theirs', async () => {
  const rows = await sales(
    '',
    {
      number: '1',
      at: '2026-03-01T10:15:00Z',
      lines: [{ price: 10_00n, quantity: 3, discount: 2_00n }],
      shipping: 5_00n,
      tax: 1_00n,
      payments: [{ id: 'P1', amount: 34_00n }],
      refunds: [{ id: 'R1', goods: 8_00n, shipping: 5_00n, at: '2026-03-02T12:00:00Z' }],
    },
    {
      number: '2',
      at: '2026-03-01T10:59:59Z',
      lines: [{ price: 7_00n, discount: 1_00n }],
      cancelledAt: '2026-03-01T11:00:00Z',
    },
  )
  expect(rows).toMatchObject([
    {
      bucket: '2026-03-01T10:00:00Z',
      orders_placed: 2,
      orders_cancelled: 1,
      orders_paid: 1,
      units: 4n,
      gross_sales: 37_00n,
      discounts: 3_00n,
      shipping: 5_00n,
      tax: 1_00n,
      cancellations: 0n,
      returns: 0n,
    },
    {
      bucket: '2026-03-01T11:00:00Z',
      orders_placed: 0,
      cancellations: 6_00n,
      gross_sales: 0n,
    },
    {
      bucket: '2026-03-02T12:00:00Z',
      orders_placed: 0,
      returns: 8_00n,
      shipping_refunds: 5_00n,
    },
  ])
})

test('a cancelled order whose payment was captured is no cancellation of goods, even of a payment of zero', async () => {
  const rows = await sales('', {
    number: '1',
    at: '2026-03-01T10:00:00Z',
    cancelledAt: '2026-03-01T10:30:00Z',
    lines: [{ price: 7_00n }],
    payments: [{ id: 'P1', amount: 0n }],
  })
  expect(rows).toMatchObject([{ orders_cancelled: 1, orders_paid: 0, cancellations: 0n }])
})

test('an order with a total of zero counts as paid', async () => {
  expect(await sales('', { number: '1', at: '2026-03-01T10:00:00Z', lines: [] })).toMatchObject([
    { orders_placed: 1, orders_paid: 1, units: 0n },
  ])
})

test('a merchant has its own lines of a mixed order, and what the merchants have adds up to the shop', async () => {
  const order: Order = {
    number: '1',
    at: '2026-03-01T10:00:00Z',
    currency: 'EUR',
    rate: '7.7777',
    shipping: 1_01n,
    tax: 33n,
    lines: [
      { merchant: 'a', price: 3_33n },
      { merchant: 'a', price: 1_11n, quantity: 2 },
      { merchant: 'b', price: 9_99n, discount: 11n },
    ],
  }
  const [shop] = await sales('', order)
  const [a] = await sales('a')
  const [b] = await sales('b')
  expect(a).toMatchObject({
    orders_placed: 1,
    units: 3n,
    own_gross_sales: 5_55n,
    gross_sales: 2590n + 1727n,
  })
  expect(b).toMatchObject({ orders_placed: 1, units: 1n, own_gross_sales: 9_99n, own_discounts: 11n })
  for (const key of ['gross_sales', 'discounts', 'shipping', 'tax', 'own_shipping', 'own_tax'] as const)
    expect(shop?.[key]).toBe((a?.[key] ?? 0n) + (b?.[key] ?? 0n))
  expect(shop?.orders_placed).toBe(1)
})

test('money is converted at the rate of its order, half away from zero, and kept in its own currency', async () => {
  const at = '2026-03-01T10:00:00Z'
  const rows = await sales(
    '',
    { number: '1', at, currency: 'EUR', rate: '0.5', lines: [{ price: 5n }] },
    { number: '2', at, currency: 'EUR', rate: '2', lines: [{ price: 5n }] },
    { number: '3', at, lines: [{ price: 5n }] },
  )
  expect(rows).toMatchObject([
    { currency: 'CNY', gross_sales: 5n, own_gross_sales: 5n },
    { currency: 'EUR', gross_sales: 13n, own_gross_sales: 10n },
  ])
})

test('payments are counted by method and by when they were captured, refunds by when they succeeded', async () => {
  await sales('', {
    number: '1',
    at: '2026-03-01T10:00:00Z',
    lines: [{ price: 9_00n }],
    payments: [
      { id: 'P1', method: 'alipay', amount: 9_00n, at: '2026-03-01T12:10:00Z' },
      { id: 'P2', method: 'card', amount: 9_00n, status: 'failed', at: '2026-03-01T10:10:00Z' },
      { id: 'P3', method: 'card', amount: 0n, at: '2026-03-01T10:20:00Z' },
      { id: 'P4', method: 'card', amount: 9_00n, status: 'pending', at: '2026-03-01T10:20:00Z' },
    ],
    refunds: [{ id: 'R1', goods: 4_00n, at: '2026-03-03T00:00:00Z' }],
  })
  expect(await payments()).toMatchObject([
    {
      bucket: '2026-03-01T10:00:00Z',
      method: 'card',
      payments: 1,
      failed: 1,
      captured: 0n,
      refunded: 0n,
    },
    {
      bucket: '2026-03-01T12:00:00Z',
      method: 'alipay',
      payments: 1,
      failed: 0,
      captured: 9_00n,
      refunded: 0n,
    },
    {
      bucket: '2026-03-03T00:00:00Z',
      method: 'alipay',
      payments: 0,
      failed: 0,
      captured: 0n,
      refunded: 4_00n,
    },
  ])
})
