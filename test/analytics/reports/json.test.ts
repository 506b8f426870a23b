import { expect, test } from 'vitest'
import { reportJson } from '../../../analytics/reports/json.ts'
import { threeOrders } from './three-orders.ts'

const read = threeOrders()

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
