import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { contentOf, countsOf, folderWith, history, load, now, seed } from './world.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe.each([
  ['postgres', freshDatabase],
  ['pglite', freshPglite],
])('a history on %s', (_, open) => {
  let database: Database
  let folder: string
  beforeAll(async () => {
    database = await open()
    await seed(database, 'Asia/Shanghai', 'CNY')
    folder = await folderWith(history)
    const imported = await load(database, folder)
    expect(Object.values(countsOf(imported))).toEqual([
      '2 0 0',
      '2 0 0',
      '2 0 0',
      '3 0 0',
      '4 0 0',
      '4 0 0',
      '2 0 0',
      '2 0 0',
    ])
  })
  afterAll(() => database.close())

  const orderOf = (number: string) =>
    database.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

  test('an order is loaded with its times in the zone of the shop and its figures added up', async () => {
    expect(await orderOf('A1')).toEqual({
      number: 'A1',
      customer_id: 'C1',
      placed_at: at('2026-03-01T02:00:00Z'),
      status: 'delivered',
      currency: 'CNY',
      rate: '1',
      received_at: null,
      gross: 55_00n,
      discount: 6_00n,
      shipping: 10_00n,
      tax: 6_01n,
      total: 65_01n,
      captured: 65_01n,
      refund_reserved: 0n,
      refunded: 50_00n,
      region: 'SH',
      paid_at: at('2026-03-01T02:05:00Z'),
      ship_by: null,
      shipped_at: at('2026-03-02T00:00:00Z'),
      estimated_delivery_at: at('2026-03-05T16:00:00Z'),
      delivered_at: at('2026-03-05T04:00:00Z'),
      completed_at: null,
      cancelled_at: null,
      ...{
        assigned_to: null,
        held_at: null,
        held_by: null,
        held_because: null,
        ship_promised_at: null,
        exchange_of: null,
      },
      imported: true,
    })
  })

  test('shipping, tax and the discount of an order fall on its lines in proportion to what they cost', async () => {
    const lines = await database.db
      .selectFrom('order_items')
      .selectAll()
      .where('order_number', '=', 'A1')
      .orderBy('line')
      .execute()
    // 24.00 and 30.00 after their own discounts.
    expect(lines).toMatchObject([
      {
        sku: 'TEA',
        name: 'Green tea',
        category: 'tea',
        merchant_id: 'M1',
        discount: 3_22n,
        shipping: 4_44n,
        tax: 2_67n,
      },
      {
        sku: 'CUP',
        name: 'Cup, "Celadon"',
        category: 'pottery',
        merchant_id: 'M2',
        discount: 2_78n,
        shipping: 5_56n,
        tax: 3_34n,
      },
    ])
  })

  test('an order in another currency keeps its rate from minor unit to minor unit', async () => {
    expect(await orderOf('A3')).toMatchObject({ currency: 'JPY', gross: 750n, total: 1250n, captured: 1250n })
    // 1 yen, which has no decimals, is 5 fen.
    expect(Number((await orderOf('A3')).rate)).toBe(5)
  })

  test('a cancelled order without a time counts as cancelled when it was placed', async () => {
    expect(await orderOf('A2')).toMatchObject({ status: 'cancelled', cancelled_at: at('2026-03-02T11:30:00Z') })
  })

  test('a refund without a payment takes what the captured ones have, in their order', async () => {
    const parts = await database.db
      .selectFrom('refund_parts')
      .selectAll()
      .orderBy('refund_id')
      .orderBy('payment_id')
      .execute()
    expect(parts).toMatchObject([
      {
        refund_id: 'R1',
        payment_id: 'P1',
        amount: 40_00n,
        state: 'succeeded',
        succeeded_at: at('2026-03-08T02:00:00Z'),
      },
      { refund_id: 'R1', payment_id: 'P2', amount: 5_00n },
      { refund_id: 'R2', payment_id: 'P2', amount: 5_00n },
    ])
    const payments = await database.db
      .selectFrom('payments')
      .select(['id', 'refunded'])
      .where('order_number', '=', 'A1')
      .orderBy('id')
      .execute()
    expect(payments).toEqual([
      { id: 'P0', refunded: 0n },
      { id: 'P1', refunded: 40_00n },
      { id: 'P2', refunded: 10_00n },
    ])
    const lines = await database.db
      .selectFrom('refund_lines')
      .select(['refund_id', 'line', 'goods', 'shipping'])
      .orderBy('refund_id')
      .orderBy('line')
      .execute()
    // What the lines cost with tax: 24.45 and 30.56... of 55.01; their shipping: 4.44 and 5.56.
    expect(lines).toEqual([
      { refund_id: 'R1', line: 1, goods: 20_00n, shipping: 0n },
      { refund_id: 'R1', line: 2, goods: 25_00n, shipping: 0n },
      { refund_id: 'R2', line: 1, goods: 0n, shipping: 2_22n },
      { refund_id: 'R2', line: 2, goods: 0n, shipping: 2_78n },
    ])
  })

  test('the timeline tells what the times of the order tell, and ends with the import', async () => {
    const events = await database.db
      .selectFrom('order_events')
      .selectAll()
      .where('order_number', '=', 'A1')
      .orderBy('seq')
      .execute()
    expect(events.map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'placed 2026-03-01T02:00:00Z',
      'paid 2026-03-01T02:05:00Z',
      'shipped 2026-03-02T00:00:00Z',
      'delivered 2026-03-05T04:00:00Z',
      `imported ${now}`,
    ])
    expect(events.at(-1)?.data).toEqual({ status: 'delivered' })
  })

  test('the same files again change nothing at all', async () => {
    const content = await contentOf(database)
    const again = await load(database, folder)
    expect(countsOf(again)).toEqual({
      'merchants.csv': '0 0 2',
      'products.csv': '0 0 2',
      'customers.csv': '0 0 2',
      'orders.csv': '0 0 3',
      'order_items.csv': '0 0 4',
      'payments.csv': '0 0 4',
      'refunds.csv': '0 0 2',
      'reviews.csv': '0 0 2',
    })
    expect(await contentOf(database)).toEqual(content)
  })
})
