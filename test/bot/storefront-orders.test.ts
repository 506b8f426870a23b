import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { makeCoupons } from '../../shop/promotions/coupons/make.ts'
import { demand } from '../../shop/result.ts'
import { now } from '../shop/goods.ts'
import { manager } from '../shop/people.ts'
import { testMethodsOfOrders } from './storefront-orders-methods.ts'
import { openOrders, piece } from './storefront-orders-world.ts'

const world = await openOrders()
const { outside, db, url, made, ask } = world
afterAll(outside.close)

test('a quote tells line by line how the price comes about, and why other promotions do not apply, in the customer’s language', async () => {
  await made('THREE-OFF', 'fixed_amount', { off: '3', skus: 'TEA', name: 'Three off', name_zh: '减三元' })
  await made('BIG-SPENDER', 'spend_threshold', { tiers: '300:50' })
  const { status, body } = await ask('POST', '/shop/quotes', {
    items: [piece('TEA', 2), piece('POT')],
    locale: 'zh-CN',
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ currency: 'CNY', gross: '30.00', discount: '3.00', total: '27.00', coupon: null })
  expect(body.lines[0]).toMatchObject({ sku: 'TEA', gross: '20.00', total: '17.00' })
  expect(body.lines[0].discounts).toEqual([
    { promotion: 'THREE-OFF', name: 'Three off', name_zh: '减三元', off: '3.00' },
  ])
  expect(body.promotions.missed[0]).toMatchObject({
    promotion: 'BIG-SPENDER',
    message: expect.stringMatching(/\p{sc=Han}/u),
  })
  const methods = new Map(body.payment_methods.map((one: { method: string }) => [one.method, one]))
  expect(methods.get('alipay')).toMatchObject({ applies: true, reasons: [] })
  expect(methods.get('stripe')).toMatchObject({
    ...{ applies: false, reasons: [{ code: 'payment.off', message: '暂不提供。' }] },
  })
  expect((await ask('POST', '/shop/quotes', { items: [piece('TEE')] })).body.error.message).toContain('TEA')
})

test('a coupon of a promotion that the basket misses is told why it takes nothing off', async () => {
  await made('CUPS', 'fixed_amount', { off: '5', skus: 'CUP', needs_coupon: 'yes' })
  const texts = { coupon: 'CUPS-5', coupon_uses: '9', coupon_each: '1' }
  const coupons = { promotion: 'CUPS', kind: 'public', texts, member: manager, key: 'cups', via: 'test' } as const
  demand(await makeCoupons(db, coupons, randomBytes, now))
  const { body } = await ask('POST', '/shop/quotes', {
    ...{ customer: { id: 'c1' }, items: [piece('TEA')], coupon: 'cups-5' },
  })
  const missed = body.promotions.missed.find(({ promotion }: { promotion: string }) => promotion === 'CUPS')
  expect(body.coupon).toEqual({ code: missed.code, message: missed.message })
  expect(body.coupon.code).toBe('promotion.nothing_in_scope')
  // Placing it refuses a price that nobody was shown, and takes the one that was.
  const order = { customer: { id: 'c1' }, items: [piece('TEA')], coupon: 'cups-5' }
  const unseen = await ask('POST', '/shop/orders', { ...order, order: 'W-coupon' })
  expect([unseen.status, unseen.body.error.code]).toEqual([409, 'promotion.nothing_in_scope'])
  const seen = await ask('POST', '/shop/orders', { ...order, order: 'W-coupon', total: body.total })
  expect([seen.status, seen.body.order ?? seen.body.number]).toEqual([200, 'W-coupon'])
})

test('an order is placed once, at the price that was shown, and can be followed', async () => {
  const order = {
    order: 'W-1',
    customer: { id: 'c1', name: 'Lin' },
    items: [piece('TEA', 2)],
    shipping: '5.00',
    total: '22.00',
  }
  const placed = await ask('POST', '/shop/orders', order)
  expect(placed).toMatchObject({ status: 200, body: { order: 'W-1', status: 'pending_payment', total: '22.00' } })
  expect(await ask('POST', '/shop/orders', order)).toEqual(placed)
  expect(await ask('GET', '/shop/orders/w-1')).toMatchObject({ status: 200, body: { number: 'W-1', shipments: [] } })
  // No other customer's number is told.
  expect(await ask('GET', '/shop/orders/W-9')).toMatchObject({
    ...{ status: 404, body: { error: { message: 'There is no order W-9. Check the number.' } } },
  })
  for (const customer of [{ id: 'c2' }, undefined])
    expect((await ask('POST', '/shop/orders', { ...order, customer })).body.error.code).toBe('intake.number_taken')
  const changed = await ask('POST', '/shop/orders', { ...order, order: 'W-2', total: '20.00' })
  expect(changed).toMatchObject({ status: 409, body: { error: { code: 'intake.total_changed' } } })
  expect(changed.body.error.message).toContain('¥22.00 now, ¥20.00 before')
})

test.each([
  ['a guest', { items: [piece('TEA')] }, 'intake.guests_refused'],
  ['goods that are sold out', { customer: { id: 'c1' }, items: [piece('LAST', 2)] }, 'stock.sold_out'],
  ['a coupon that is none', { customer: { id: 'c1' }, items: [piece('TEA')], coupon: 'NONE' }, /coupon/],
])('%s is refused with the reason, and nothing is left of it', async (_, asked, code) => {
  const answer = await ask('POST', '/shop/orders', { order: `R-${randomUUID().slice(0, 8)}`, ...asked })
  expect(answer.status).toBe(409)
  expect(answer.body.error.code).toMatch(code)
  expect(await db.selectFrom('orders').select('number').where('number', 'like', 'R-%').execute()).toEqual([])
  expect(
    (await db.selectFrom('stock').select('reserved').where('sku', '=', 'LAST').executeTakeFirstOrThrow()).reserved,
  ).toBe(0)
})

// They share this world: another takes two seconds to open.
testMethodsOfOrders(world)

test.each([
  ['no items', { items: [] }],
  ['half a piece', { items: [{ sku: 'TEA', quantity: 0.5 }] }],
  ['a quantity as text', { items: [{ sku: 'TEA', quantity: '1' }] }],
  ['nothing', null],
])('%s is answered 400', async (_, asked) => {
  expect((await ask('POST', '/shop/quotes', asked)).status).toBe(400)
})

test('a flash sale: 1,000 orders at once for 100 pieces, 2 a customer, repeats, two scarce goods in either order', async () => {
  await made('FLASH-CUP', 'flash_sale', { price: '5', quantity: '100', each: '2', skus: 'CUP' })
  await made('FLASH-LAMP', 'flash_sale', { price: '6', quantity: '100', each: '2', skus: 'LAMP' })
  const orders = Array.from({ length: 1000 }, (_, at) => {
    // A third come again under their number; one in five customers has several orders; a fifth want both goods.
    const nth = at % 3 === 2 ? at - 1 : at
    const both = nth % 5 === 0
    const items = both ? (nth % 2 ? ['CUP', 'LAMP'] : ['LAMP', 'CUP']) : ['CUP']
    return {
      ...{ order: `F-${nth}`, customer: { id: `buyer${nth % 5 ? nth : nth % 50}` } },
      ...{ items: items.map((sku) => piece(sku)), total: both ? '11.00' : '5.00' },
    }
  })
  const answers = await Promise.all(orders.map((order) => ask('POST', '/shop/orders', order)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))

  const uses = await db.selectFrom('promotion_uses').selectAll().where('promotion', 'like', 'FLASH-%').execute()
  const pieces = (of: typeof uses) => of.reduce((sum, use) => sum + use.pieces, 0)
  expect(pieces(uses.filter(({ promotion }) => promotion === 'FLASH-CUP'))).toBe(100)
  for (const own of Map.groupBy(uses, (use) => `${use.promotion} ${use.customer_id}`).values())
    expect(pieces(own)).toBeLessThanOrEqual(2)
  const sold = await db
    .selectFrom('order_items')
    .select(({ fn }) => fn.sum<bigint>('quantity').as('pieces'))
    .where('order_number', 'like', 'F-%')
    .where('sku', '=', 'CUP')
    .executeTakeFirstOrThrow()
  expect(Number(sold.pieces)).toBe(100)
}, 60_000)

test('what customers see of reviews is asked for by SKU: how many are missing, then the published ones, page by page', async () => {
  const path = '/shop/products/tea/reviews'
  await ask('POST', '/shop/orders', { order: 'REVIEWED', customer: { id: 'c-9', name: '林薇' }, items: [piece('TEA')] })
  expect(await ask('GET', path)).toEqual({ status: 200, body: { sku: 'TEA', shown: false, missing: 3 } })
  const at = Temporal.Instant.from('2026-03-10T10:00:00Z')
  const known = Array.from({ length: 20 }, (_, index) => ({
    ...{ order_number: 'REVIEWED', id: `known-${index}`, sku: 'TEA', rating: index === 0 ? 3 : 5 },
    at: at.add({ seconds: index }),
  }))
  await db.insertInto('reviews').values(known).execute()
  const tell = (review: string, rating: number) =>
    ask('POST', '/shop/events', {
      ...{ type: 'review.posted', timestamp: '2026-03-10T10:00:30Z' },
      data: { order: 'REVIEWED', review, sku: 'TEA', rating, comment: `${review} <b>` },
    })
  expect(await tell('rv-20', 5)).toMatchObject({ body: { state: 'applied' } })
  expect(await tell('rv-bad', 1)).toMatchObject({ body: { state: 'applied' } })
  const first = await ask('GET', path)
  expect(first.body).toMatchObject({ shown: true, count: 21, average: 4.9, stars: { 1: 0, 3: 1, 5: 20 } })
  expect(first.body.reviews).toHaveLength(20)
  expect(first.body.reviews[0]).toMatchObject({ rating: 5, comment: 'rv-20 <b>', author: '林***', reply: null })
  const second = await ask('GET', `${path}?cursor=${first.body.next}`)
  expect(second.body).toMatchObject({ reviews: [{ rating: 3 }], next: null })
  expect(await db.selectFrom('reviews').select('state').where('id', '=', 'rv-bad').execute()).toEqual([
    { state: 'waiting' },
  ])
  expect(await ask('GET', '/shop/products/NO-SUCH/reviews')).toMatchObject({ status: 404 })
  expect(await ask('POST', path, {})).toMatchObject({ status: 405 })
  expect(await ask('GET', '/shop/products/%ff/reviews')).toMatchObject({ status: 400 })
  expect((await fetch(`${url}${path}`)).status).toBe(401)
})
