import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { contentOf, countsOf, folderWith, history, historyWith, load, loadFiles, now, seed } from './world.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe.each([
  ['postgres', freshDatabase],
  ['pglite', freshPglite],
])('on %s', (_, open) => {
  let database: Database
  const openShop = async () => {
    database = await open()
    await seed(database, 'Asia/Shanghai', 'CNY')
  }
  const orderOf = (number: string) =>
    database.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

  describe('a history that was loaded once', () => {
    beforeAll(async () => {
      await openShop()
      await loadFiles(database, history)
    })
    afterAll(() => database.close())

    test('an order is loaded with its times in the zone of the shop and its figures added up', async () => {
      expect(await orderOf('A1')).toEqual({
        number: 'A1',
        customer_id: 'C1',
        placed_at: at('2026-03-01T02:00:00Z'),
        status: 'delivered',
        currency: 'CNY',
        rate: '1',
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
  })

  describe('a history that changes', () => {
    beforeEach(openShop)
    afterEach(() => database.close())

    test('goods get their stock with a ledger that adds up to it, and no order moves it', async () => {
      await loadFiles(database, history)
      expect(await database.db.selectFrom('stock').selectAll().execute()).toMatchObject([
        { sku: 'TEA', on_hand: 100, reserved: 0, warning_level: 20, safety_level: 10, minimum_level: 0 },
      ])
      await loadFiles(database, { 'products.csv': ['sku,name,price,currency,on_hand', 'TEA,Green tea,12.50,CNY,90'] })
      const movements = await database.db.selectFrom('stock_movements').selectAll().orderBy('id').execute()
      expect(movements).toMatchObject([
        { kind: 'opening', on_hand_change: 100, on_hand_after: 100 },
        { kind: 'adjust', on_hand_change: -10, on_hand_after: 90 },
      ])
      // What the second file does not say stays.
      expect(await database.db.selectFrom('products').selectAll().where('sku', '=', 'TEA').execute()).toMatchObject([
        { name_zh: '绿茶', category: 'tea', tags: ['drink', 'green'], merchant_id: 'M1' },
      ])
      expect(await database.db.selectFrom('stock').selectAll().execute()).toMatchObject([{ safety_level: 10 }])
    })

    test('the same files again change nothing at all', async () => {
      const folder = await folderWith(history)
      const first = await load(database, folder)
      expect(countsOf(first)).toEqual({
        'merchants.csv': '2 0 0',
        'products.csv': '2 0 0',
        'customers.csv': '2 0 0',
        'orders.csv': '3 0 0',
        'order_items.csv': '4 0 0',
        'payments.csv': '4 0 0',
        'refunds.csv': '2 0 0',
        'reviews.csv': '2 0 0',
      })
      const content = await contentOf(database)
      const again = await load(database, folder)
      expect(Object.values(countsOf(again))).toEqual([
        '0 0 2',
        '0 0 2',
        '0 0 2',
        '0 0 3',
        '0 0 4',
        '0 0 4',
        '0 0 2',
        '0 0 2',
      ])
      expect(await contentOf(database)).toEqual(content)
    })

    test('files that come one by one give the same as all at once', async () => {
      await loadFiles(database, history)
      const together = await contentOf(database)
      const other = await open()
      await seed(other, 'Asia/Shanghai', 'CNY')
      for (const [name, lines] of Object.entries(history)) await loadFiles(other, { [name]: lines })
      const singly = await contentOf(other)
      for (const table of ['customers', 'orders', 'order_items', 'payments', 'refunds', 'refund_lines', 'refund_parts'])
        expect(singly[table]).toEqual(together[table])
      expect(singly.imported_discounts).toEqual(together.imported_discounts)
      expect(singly.order_events).toEqual(together.order_events)
      await other.close()
    })

    test('a row with a known key and other content replaces it, and what depends on it follows', async () => {
      await loadFiles(database, history)
      const { 'order_items.csv': items } = historyWith('order_items.csv', 2, 'A1,1,TEA,4,12.50,1.00')
      const counts = countsOf(await loadFiles(database, { 'order_items.csv': items ?? [] }))
      expect(counts).toEqual({ 'order_items.csv': '0 2 2' })
      expect(await orderOf('A1')).toMatchObject({ gross: 80_00n, discount: 6_00n, shipping: 10_00n, total: 90_01n })
      const lines = await database.db
        .selectFrom('order_items')
        .select(['discount', 'shipping'])
        .where('order_number', '=', 'A1')
        .orderBy('line')
        .execute()
      // 49.00 and 30.00 now.
      expect(lines).toEqual([
        { discount: 4_10n, shipping: 6_20n },
        { discount: 1_90n, shipping: 3_80n },
      ])
    })

    test('an order that moves marks the hour that it leaves and the one that it enters', async () => {
      await loadFiles(database, history)
      await database.db.deleteFrom('rollup_marks').execute()
      const moved = historyWith('orders.csv', 3, 'A2,C2,2026-04-02T11:30:00Z,cancelled,CNY,,,,,,,,,,')
      await loadFiles(database, moved)
      const marks = await database.db.selectFrom('rollup_marks').select(['rollup', 'at']).orderBy('at').execute()
      expect(marks.map(({ rollup, at }) => `${rollup} ${at}`)).toEqual([
        'sales 2026-03-02T11:30:00Z',
        'sales 2026-04-02T11:30:00Z',
      ])
    })

    test('a refund with another amount gives back what it took before', async () => {
      await loadFiles(database, history)
      await loadFiles(database, historyWith('refunds.csv', 2, 'A1,R1,12.00,2026-03-08T10:00:00,,broken,'))
      expect(await orderOf('A1')).toMatchObject({ captured: 65_01n, refunded: 17_00n })
      const parts = await database.db
        .selectFrom('refund_parts')
        .select(['refund_id', 'payment_id', 'amount'])
        .orderBy('refund_id')
        .execute()
      expect(parts).toEqual([
        { refund_id: 'R1', payment_id: 'P1', amount: 12_00n },
        { refund_id: 'R2', payment_id: 'P2', amount: 5_00n },
      ])
    })
  })
})

describe('files as they come', () => {
  let database: Database
  beforeEach(async () => {
    database = await freshDatabase()
    await seed(database, 'Asia/Shanghai', 'CNY')
  })
  afterEach(() => database.close())

  const names = async () =>
    (await database.db.selectFrom('customers').select(['id', 'name']).orderBy('id').execute()).map(({ id, name }) => [
      id,
      name,
    ])

  test('a byte-order mark, CR LF, blank lines and a last line without an end are no obstacle', async () => {
    await loadFiles(database, { 'customers.csv': Buffer.from('\uFEFFcustomer_id,name\r\nC1,Ana\r\n\r\nC2,"a\tb\\n"') })
    expect(await names()).toEqual([
      ['C1', 'Ana'],
      ['C2', 'a\tb\\n'],
    ])
  })

  test('columns may come in any order', async () => {
    await loadFiles(database, { 'customers.csv': ['name,customer_id', 'Ana,C1'] })
    expect(await names()).toEqual([['C1', 'Ana']])
  })

  test('a character may lie across the chunks that a file is read in', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `C${String(index).padStart(5, '0')},${'王'.repeat(20)}`)
    await loadFiles(database, { 'customers.csv': ['customer_id,name', ...rows] })
    expect((await names()).every(([, name]) => name === '王'.repeat(20))).toBe(true)
    expect((await names()).length).toBe(3000)
  })

  test('a header without rows is an empty file', async () => {
    expect(countsOf(await loadFiles(database, { 'customers.csv': ['customer_id'] }))).toEqual({
      'customers.csv': '0 0 0',
    })
  })
})
