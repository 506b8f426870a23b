import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase } from '../../postgres.ts'
import { badCells } from './bad-cells.ts'
import { badFiles } from './bad-files.ts'
import { type Case, items, orders, testRefused, without } from './refused.ts'
import { history, historyWith, loadFiles, problemOf, seed } from './world.ts'

const cases: Case[] = [
  [
    'more decimals than the currency has',
    items(3, 'A1,2,CUP,1,30.001,'),
    'order_items.csv, line 3, column unit_price: “30.001” has too many decimals: CNY has 2',
  ],
  [
    'decimals in a currency without any',
    items(5, 'A3,1,TEA,3,250.5,'),
    'order_items.csv, line 5, column unit_price: “250.5” has too many decimals: JPY has 0',
  ],
  [
    'a discount above what the line costs',
    items(3, 'A1,2,CUP,1,30.00,30.01'),
    'order_items.csv, line 3, column discount: the discount is more than the line costs',
  ],
  [
    'discounts above what the order costs',
    orders('A1,C1,2026-03-01,paid,CNY,,,,54.01,,,,,,'),
    'orders.csv, line 2, column discount: the discounts are more than the goods of order A1 cost',
  ],
  [
    'a status that there is not',
    orders('A1,C1,2026-03-01,returned,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column status: “returned” is not one of pending_payment, paid',
  ],
  [
    'a currency that there is not',
    orders('A1,C1,2026-03-01,paid,RMB,,,,,,,,,,'),
    'orders.csv, line 2, column currency: “RMB” is not an ISO 4217 currency',
  ],
  [
    'another currency without a rate',
    orders('A1,C1,2026-03-01,paid,USD,,,,,,,,,,'),
    'orders.csv, line 2, column rate: a rate is required, since USD is not the currency of the shop (CNY)',
  ],
  [
    'a rate of zero',
    orders('A1,C1,2026-03-01,paid,USD,0.0,,,,,,,,,'),
    'orders.csv, line 2, column rate: “0.0” is not an exchange rate',
  ],
  [
    'a rate of the own currency',
    orders('A1,C1,2026-03-01,paid,CNY,7.1,,,,,,,,,'),
    'orders.csv, line 2, column rate: “7.1” is not the rate of the currency of the shop',
  ],
  [
    'a cancellation of an order that stands',
    orders('A1,C1,2026-03-01,paid,CNY,,,,,,,,,2026-03-02,'),
    'orders.csv, line 2, column cancelled_at: the order is not cancelled',
  ],
  [
    'a refund above what was captured',
    historyWith('refunds.csv', 2, 'A1,R1,60.02,2026-03-08,,,'),
    'refunds.csv, line 2, column amount: more than what is left of the captured payments',
  ],
  [
    'a refund above what its payment was',
    historyWith('refunds.csv', 3, 'A1,R2,25.02,2026-03-08,P2,,shipping'),
    'refunds.csv, line 3, column amount: more than what is left',
  ],
  [
    'a refund of a payment that failed',
    historyWith('refunds.csv', 3, 'A1,R2,1.00,2026-03-08,P0,,'),
    'refunds.csv, line 3, column amount: more than what is left',
  ],
  [
    'levels in the wrong order',
    historyWith('products.csv', 2, 'TEA,Green tea,12.50,CNY,,,,,100,5,10,0'),
    'products.csv, line 2, column safety_stock: levels have to be',
  ],
  [
    'an order that there is not',
    items(3, 'A9,2,CUP,1,30.00,'),
    'order_items.csv, line 3, column order_number: there is no order A9, neither in these files nor in the database',
  ],
  [
    'goods that there are not',
    items(3, 'A1,2,PAN,1,30.00,'),
    'order_items.csv, line 3, column sku: there is no product PAN',
  ],
  [
    'a customer that there is not',
    without('customers.csv'),
    'orders.csv, line 2, column customer_id: there is no customer C1',
  ],
  [
    'a merchant that there is not',
    without('merchants.csv'),
    'products.csv, line 2, column merchant_id: there is no merchant M1',
  ],
  [
    'a payment that there is not',
    historyWith('refunds.csv', 3, 'A1,R2,1.00,2026-03-08,P7,,'),
    'refunds.csv, line 3, column payment_id: the order has no payment P7',
  ],
  [
    'the payment of another order',
    historyWith('refunds.csv', 3, 'A3,R2,1,2026-03-08,P2,,'),
    'refunds.csv, line 3, column payment_id: the order has no payment P2',
  ],
  [
    'a key that is there twice',
    items(4, 'A1,2,CUP,1,28.00,'),
    'order_items.csv, line 4, column line: the same key as in line 3',
  ],
]

// Together: each embedded database takes three seconds to open.
testRefused([...badCells, ...badFiles, ...cases])

describe('what the database has already', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
    await seed(database, 'Asia/Shanghai', 'CNY')
    await loadFiles(database, history)
  })
  afterAll(() => database.close())

  test('a payment cannot become less than what was refunded of it', async () => {
    const smaller =
      historyWith('payments.csv', 2, 'A1,P1,alipay,39.99,captured,2026-03-01T10:05:00')['payments.csv'] ?? []
    expect(await problemOf(database, { 'payments.csv': smaller })).toContain(
      'payments.csv, line 2, column amount: less than what was refunded of it',
    )
  })

  test('a refund that people are at work on is not replaced', async () => {
    await sql`
      insert into refunds (order_number, id, state, amount, goods, shipping, requested_at)
      values ('A3', 'R9', 'requested', 10, 10, 0, now())`.execute(database.db)
    const files = { 'refunds.csv': ['order_number,refund_id,amount,at', 'A3,R9,10,2026-03-08'] }
    expect(await problemOf(database, files)).toContain(
      'refunds.csv, line 2, column refund_id: refund R9 is being worked on in Backroom',
    )
  })

  test('stock cannot become less than what is promised to orders', async () => {
    await sql`update stock set reserved = 7 where sku = 'TEA'`.execute(database.db)
    const files = { 'products.csv': ['sku,name,price,currency,on_hand', 'TEA,Green tea,12.50,CNY,6'] }
    expect(await problemOf(database, files)).toContain(
      'products.csv, line 2, column on_hand: fewer than the 7 promised to orders',
    )
  })

  test('a discount on an order is held against its goods in the database', async () => {
    const dearer = historyWith('orders.csv', 2, 'A1,C1,2026-03-01T10:00:00,delivered,CNY,,10.00,6.01,54.01,,,,,,SH')
    expect(await problemOf(database, { 'orders.csv': dearer['orders.csv'] ?? [] })).toContain(
      'orders.csv, line 2, column discount: the discounts are more than the goods of order A1 cost',
    )
  })
})
