import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findCustomers, keepCustomer } from '../../../shop/customers.ts'
import { browseGoods, type GoodsAsked, goodsAsked } from '../../../shop/intake/browse.ts'
import { customerOrders } from '../../../shop/intake/customer-orders.ts'
import { customer } from '../../../shop/intake/fields.ts'
import { trackOrder } from '../../../shop/intake/track.ts'
import { openPromotionBook } from '../../../shop/promotions/book.ts'
import { requestRefund } from '../../../shop/refunds/request.ts'
import { demand } from '../../../shop/result.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'
import { orderWorld } from '../orders/world.ts'
import { promotionWorld } from '../promotions/world.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let orders: Awaited<ReturnType<typeof orderWorld>>
let promotions: ReturnType<typeof promotionWorld>
beforeAll(async () => {
  database = await freshDatabase()
  orders = await orderWorld(database.db)
  promotions = promotionWorld(database.db)
  await database.db.updateTable('products').set({ category: 'tea', name_zh: '绿茶' }).where('sku', '=', 'TEA').execute()
})
afterAll(() => database.close())

const browse = (asked: GoodsAsked = {}) => browseGoods(database.db, openPromotionBook(), asked, now)
const skus = async (asked: GoodsAsked) => (await browse(asked)).products.map(({ sku }) => sku)

test('customers find listed goods by words in either language and by category, and no others', async () => {
  expect(await skus({})).toEqual(['TEA', 'RARE', 'CUP'])
  expect(await skus({ search: '绿' })).toEqual(['TEA'])
  expect(await skus({ search: 'cup tea' })).toEqual(['CUP'])
  expect(await skus({ search: '%' })).toEqual([])
  expect(await skus({ category: 'tea' })).toEqual(['TEA'])
  await database.db.updateTable('categories').set({ name: 'Tea', name_zh: '茶叶' }).where('id', '=', 'tea').execute()
  const tea = { id: 'tea', name: 'Tea', name_zh: '茶叶', parent: null, path: ['tea'] }
  expect((await browse()).categories).toEqual([tea])
  await database.db.updateTable('products').set({ listed: false }).where('sku', '=', 'CUP').execute()
  expect(await skus({})).not.toContain('CUP')
  await database.db.updateTable('products').set({ listed: true }).where('sku', '=', 'CUP').execute()
})

test('goods say what they cost, whether there are any, and which promotions run for them', async () => {
  await promotions.made('TEA-TIME', 'percentage', { percent: '10', categories: 'tea', name_zh: '茶时光' })
  await promotions.made('LATER', 'percentage', { percent: '10', skus: 'TEA', starts: '2030-01-01 00:00' })
  const rare = await browse({ search: 'rare' })
  expect(rare.products[0]).toMatchObject({ price: '99.00', currency: 'CNY', stock: 'low', left: 1, promotions: [] })
  const [tea] = (await browse({ search: 'green' })).products
  expect(tea).toMatchObject({ name: 'Green Tea', name_zh: '绿茶', stock: 'in_stock', left: null, merchant: 'm1' })
  expect(tea?.promotions).toMatchObject([{ promotion: 'TEA-TIME', name_zh: '茶时光', needs_coupon: false }])
  await orders.placed({ items: [{ sku: 'RARE', quantity: 1 }], customer: { id: 'c9' } })
  expect((await browse({ search: 'rare' })).products[0]).toMatchObject({ stock: 'sold_out', left: 0 })
})

test('what a customer saved is marked for them, and can be seen by itself', async () => {
  const row = { customer_id: 'c1', sku: 'CUP', saved: true, changed_at: now }
  await database.db.insertInto('favourites').values(row).execute()
  expect(await skus({ customer: 'c1', saved: 'true' })).toEqual(['CUP'])
  expect(await skus({ customer: 'c2', saved: 'true' })).toEqual([])
  const saved = (await browse({ customer: 'c1' })).products.filter((product) => product.saved)
  expect(saved.map(({ sku }) => sku)).toEqual(['CUP'])
})

test('a customer sees their orders, newest first, with what is left to pay, what came back and how to pay', async () => {
  const first = await orders.placed({ customer: { id: 'c7' }, items: [{ sku: 'CUP', quantity: 3 }], shipping: 5_00n })
  demand(await orders.pay(first.number, first.total))
  const refund = { order: first.number, amount: '3.33', member: null, reason: 'chipped', restock: false }
  demand(await requestRefund(database.db, orders.jobs, { ...refund, key: 'k', via: 'test' }, now))
  const second = await orders.placed({ customer: { id: 'c7' } }, now.add({ hours: 1 }))
  const { orders: found, next } = await customerOrders(database.db, 'c7', { locale: 'zh-CN' }, now)
  expect(next).toBeNull()
  expect(found.map(({ order }) => order)).toEqual([second.number, first.number])
  expect(found[0]).toMatchObject({ status: 'pending_payment', to_pay: '10.00', paid: '0.00' })
  const methods = new Map(found[0]?.payment_methods?.map((one) => [one.method, one]))
  expect(methods.get('alipay')).toMatchObject({ applies: true })
  expect(methods.get('stripe')?.reasons[0]?.message).toMatch(/\p{sc=Han}/u)
  expect(found[1]).toMatchObject({ status: 'paid', total: '14.99', paid: '14.99', refundable: '11.66' })
  expect(found[1]?.lines).toMatchObject([{ sku: 'CUP', quantity: 3, unit_price: '3.33', total: '9.99' }])
  expect(found[1]?.refunds).toMatchObject([{ id: 'R1', amount: '3.33', reason: 'chipped' }])
  expect(found[1]).not.toHaveProperty('to_pay')
  expect(await customerOrders(database.db, 'nobody', {}, now)).toEqual({ orders: [], next: null, previous: null })
})

test('a parcel says what is in it, by its name in either language', async () => {
  const { number, total } = await orders.placed({ customer: { id: 'c7' } })
  demand(await orders.pay(number, total))
  const lines = { order_number: number, shipment_id: 'S1', line: 1, quantity: 1 }
  await database.db.insertInto('shipments').values({ order_number: number, id: 'S1', shipped_at: now }).execute()
  await database.db.insertInto('shipment_lines').values(lines).execute()
  const { shipments } = demand(await trackOrder(database.db, number))
  expect(shipments).toMatchObject([{ lines: [{ sku: 'TEA', name: 'Green Tea', name_zh: '绿茶', quantity: 1 }] }])
})

test('customers are found by name or id; without a word, those who ordered last', async () => {
  await database.db.transaction().execute((trx) => keepCustomer(trx, { id: 'c50', name: '林薇' }, now))
  const ids = async (text: string) => (await findCustomers(database.db, text)).map(({ id }) => id)
  expect(await ids('林')).toEqual(['c50'])
  expect((await ids(''))[0]).toBe('c7')
  expect(await ids('')).not.toContain('c50')
  await orders.placed({ customer: { id: 'guest:G-1', name: 'Somebody' } })
  for (const text of ['', 'guest', 'Somebody']) expect(await ids(text)).not.toContain('guest:G-1')
  expect(customer.safeParse({ id: 'guest:G-1' }).success).toBe(false)
  expect(customer.safeParse({ id: 'guests' }).success).toBe(true)
})

test('whatever a customer searches for is answered', async () => {
  const word = fc.oneof(
    anyText({ maxLength: 200 }),
    fc.constantFrom(
      "'; drop table products; --",
      '<!channel>',
      '=1+1',
      '９９',
      '\u200b',
      '%_\\',
      '-1',
      '😀'.repeat(50),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.record({ search: word, category: word, customer: word, cursor: word }), async (asked) => {
      const read = goodsAsked.safeParse(asked)
      if (read.success) expect((await browse(read.data)).products.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 25 },
  )
})
