import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { contentOf, history, historyWith, loadFiles, problemOf, seed } from './world.ts'

const bytes = (before: string, ...wrong: number[]) => Buffer.concat([Buffer.from(before), Buffer.from(wrong)])
const items = (line: number, text: string) => historyWith('order_items.csv', line, text)
const orders = (text: string) => historyWith('orders.csv', 2, text)
const without = (file: keyof typeof history) => {
  const { [file]: _, ...rest } = history
  return rest as Record<string, string[]>
}

/** What is wrong, the files, and what the line says of the place and the reason. */
const cases: [string, Record<string, readonly string[] | Buffer>, string][] = [
  [
    'an amount below zero',
    items(3, 'A1,2,CUP,1,-30.00,'),
    'order_items.csv, line 3, column unit_price: “-30.00” is not an amount',
  ],
  [
    'an amount with an exponent',
    items(3, 'A1,2,CUP,1,1e9,'),
    'order_items.csv, line 3, column unit_price: “1e9” is not an amount',
  ],
  [
    'an amount in other digits',
    items(3, 'A1,2,CUP,1,१२,'),
    'order_items.csv, line 3, column unit_price: “१२” is not an amount',
  ],
  [
    'an amount with grouping',
    items(3, 'A1,2,CUP,1,"1,000.00",'),
    'order_items.csv, line 3, column unit_price: “1,000.00” is not an amount',
  ],
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
    'too many decimals of a price',
    historyWith('products.csv', 3, 'CUP,Cup,30.123,CNY,,,,,,,,'),
    'products.csv, line 3, column price: “30.123” has too many decimals',
  ],
  [
    'too many decimals of shipping',
    orders('A1,C1,2026-03-01,paid,CNY,,0.001,,,,,,,,'),
    'orders.csv, line 2, column shipping: “0.001” has too many decimals',
  ],
  [
    'no quantity',
    items(3, 'A1,2,CUP,0,30.00,'),
    'order_items.csv, line 3, column quantity: “0” is not a number from 1 to 999999',
  ],
  ['half a piece', items(3, 'A1,2,CUP,1.5,30.00,'), 'order_items.csv, line 3, column quantity: “1.5” is not a number'],
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
    'a day that does not exist',
    orders('A1,C1,2026-02-30T10:00:00,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at: “2026-02-30T10:00:00” is not a time by ISO 8601',
  ],
  [
    'an hour that does not exist',
    orders('A1,C1,2026-02-28T24:30:00,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at',
  ],
  [
    'a time in words',
    orders('A1,C1,yesterday,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at: “yesterday” is not a time',
  ],
  ['a day in another order', orders('A1,C1,31/12/2025,paid,CNY,,,,,,,,,,'), 'orders.csv, line 2, column placed_at'],
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
    'an empty cell that is required',
    orders('A1,,2026-03-01,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column customer_id: a value is required',
  ],
  [
    'a rating of six',
    historyWith('reviews.csv', 4, 'A3,V1,6,2026-03-11,,'),
    'reviews.csv, line 4, column rating: “6” is not a rating from 1 to 5',
  ],
  [
    'a payment that is neither captured nor failed',
    historyWith('payments.csv', 2, 'A1,P1,alipay,40.00,pending,2026-03-01'),
    'payments.csv, line 2, column status: “pending” is not one of captured, failed',
  ],
  [
    'a refund of nothing',
    historyWith('refunds.csv', 2, 'A1,R1,0.00,2026-03-08,,,'),
    'refunds.csv, line 2, column amount: “0.00” is not an amount above zero',
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
  [
    'a column that there is not',
    historyWith('customers.csv', 1, 'customer_id,name,email,phone,locale,zip'),
    'customers.csv, line 1, column zip: there is no such column; known are customer_id, name',
  ],
  [
    'a column that is there twice',
    historyWith('customers.csv', 1, 'customer_id,name,email,phone,locale,name'),
    'customers.csv, line 1, column name: the column is there twice',
  ],
  [
    'a required column that is missing',
    { 'customers.csv': ['name', 'Ana'] },
    'customers.csv, line 1, column customer_id: the column is missing',
  ],
  [
    'an empty file',
    { 'customers.csv': Buffer.alloc(0) },
    'customers.csv, line 1, column customer_id: the column is missing',
  ],
  ['a cell too few', items(3, 'A1,2,CUP,1,30.00'), 'order_items.csv, line 3: 5 fields where the header has 6 columns'],
  [
    'a cell too many',
    items(3, 'A1,2,CUP,1,30.00,,x'),
    'order_items.csv, line 3: 7 fields where the header has 6 columns',
  ],
  [
    'a quote inside a cell',
    historyWith('customers.csv', 3, 'C2,5" cup,,,,'),
    'customers.csv, line 3, column name: a quote where none may be',
  ],
  [
    'text after a quote',
    historyWith('customers.csv', 3, 'C2,"Ana" B,,,,'),
    'customers.csv, line 3, column name: a quote where none may be',
  ],
  [
    'a quote that never ends',
    historyWith('customers.csv', 2, 'C1,"Ana,,,,'),
    'customers.csv, line 2: a quote is opened and never closed',
  ],
  [
    'bytes that are no UTF-8',
    { 'customers.csv': bytes('customer_id,name\nC1,Ana\nC2,Jos', 0xe9, 0x0a) },
    'customers.csv, line 3, column name: not UTF-8 text',
  ],
  [
    'a character cut off at the end',
    { 'customers.csv': bytes('customer_id,name\nC1,', 0xe7, 0x8e) },
    'customers.csv, line 2, column name: not UTF-8 text',
  ],
  [
    'a zero byte',
    { 'customers.csv': bytes('customer_id,name\nC1,A', 0x00, 0x0a) },
    'customers.csv, line 2, column name: not UTF-8 text',
  ],
  [
    'a name with a blank at its end',
    historyWith('customers.csv', 3, 'C2 ,Ana,,,,'),
    'customers.csv, line 3, column customer_id: “C2 ” is not a name',
  ],
]

describe.each([
  ['postgres', freshDatabase, cases],
  ['pglite', freshPglite, cases.filter(([what]) => /status|JPY|no decimals|goods|UTF-8|twice|never ends/.test(what))],
] as const)('on %s', (_, open, some) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await seed(database, 'Asia/Shanghai', 'CNY')
    await loadFiles(database, { 'customers.csv': ['customer_id', 'C0'] })
  })
  afterAll(() => database.close())

  test.each(some)('%s is named by file, line, column and reason, and nothing is kept', async (_, files, expected) => {
    const before = await contentOf(database)
    expect(await problemOf(database, files)).toContain(expected)
    expect(await contentOf(database)).toEqual(before)
  })
})

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
