import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { freshDatabase } from '../../postgres.ts'
import { contentOf, countsOf, history, historyWith, loadFiles, seed } from './world.ts'

let database: Database
beforeEach(async () => {
  database = await freshDatabase()
  await seed(database, 'Asia/Shanghai', 'CNY')
})
afterEach(() => database.close())

const orderOf = (number: string) =>
  database.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

describe('a history that changes', () => {
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

  test('files that come one by one give the same as all at once', async () => {
    await loadFiles(database, history)
    const together = await contentOf(database)
    const other = await freshDatabase()
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
    const marks = await database.db
      .selectFrom('rollup_marks')
      .select(['rollup', 'at', 'key'])
      .orderBy('at')
      .orderBy('rollup')
      .execute()
    const marked = (at: string) => [`customers ${at} C2`, `products ${at} CUP`, `sales ${at} `]
    expect(marks.map(({ rollup, at, key }) => `${rollup} ${at} ${key ?? ''}`)).toEqual([
      ...marked('2026-03-02T11:30:00Z'),
      ...marked('2026-04-02T11:30:00Z'),
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

describe('files as they come', () => {
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
