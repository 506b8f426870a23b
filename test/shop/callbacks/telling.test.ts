import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { couponIssued } from '../../../shop/callbacks/kinds/customers.ts'
import { orderStatusChanged } from '../../../shop/callbacks/kinds/orders.ts'
import { callbackKinds } from '../../../shop/callbacks/registry.ts'
import { keepReceiver, tellStorefront, tellStorefrontAll } from '../../../shop/callbacks/tell.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { completeOrder, deliverOrder } from '../../../shop/orders/deliver.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { requestRefund } from '../../../shop/refunds/request.ts'
import { demand } from '../../../shop/result.ts'
import { anyText } from '../../any-text.ts'
import { putOnSale } from '../goods.ts'
import { nobody } from '../orders/world.ts'
import { callbackWorld } from './world.ts'

const world = await callbackWorld()
const { db, storefront, jobs, now, beat, tell, states } = world
afterAll(world.close)
beforeEach(world.begin)

test('an order tells its whole life, in sequence, each as its schema has it and none twice', async () => {
  await putOnSale(db, { sku: 'TEA', price: 50_00n })
  const order = 'A'
  demand(
    await placeOrder(
      db,
      jobs,
      { number: order, customer: { id: 'c1' }, items: [{ sku: 'TEA', quantity: 2 }], shipping: 5_00n },
      now(),
    ),
  )
  demand(await capturePayment(db, { order, payment: 'P1', method: 'alipay', amount: 105_00n }, now()))
  demand(await capturePayment(db, { order, payment: 'P1', method: 'alipay', amount: 105_00n }, now()))
  demand(await shipOrder(db, jobs, { order, carrier: 'SF', ...nobody }, now()))
  demand(await deliverOrder(db, { order, ...nobody }, now()))
  demand(await completeOrder(db, { order, ...nobody }, now()))
  const asked = { member: null, reason: 'chipped', restock: false, via: 'test', key: 'k' }
  demand(await requestRefund(db, jobs, { order, ...asked, amount: '60' }, now()))
  await beat()
  expect(storefront.got.map(({ body: { type, data } }) => `${type} ${data.status ?? data.amount}`)).toEqual([
    'order.placed pending_payment',
    'payment.captured 105.00',
    'order.status_changed paid',
    'shipment.updated shipped',
    'order.status_changed shipped',
    'shipment.updated delivered',
    'order.status_changed delivered',
    'order.status_changed completed',
    'refund.status_changed requested',
  ])
  for (const { body } of storefront.got)
    expect(callbackKinds.find(({ type }) => type === body.type)?.schema.safeParse(body.data)).toMatchObject({
      success: true,
      data: body.data,
    })
  expect(storefront.got[0]?.body.data).toMatchObject({
    ...{ order, customer: 'c1', total: '105.00', currency: 'CNY' },
    items: [{ line: 1, sku: 'TEA', quantity: 2, unit_price: '50.00', discount: '0.00' }],
  })
  expect(new Set(storefront.got.map(({ id }) => id)).size).toBe(9)
  await beat()
  expect(storefront.got).toHaveLength(9)
})

test('what is undone is not told, and neither is anything while nobody wants to be', async () => {
  await expect(
    db.transaction().execute(async (trx) => {
      await tellStorefront(trx, orderStatusChanged, { order: 'X', status: 'paid', previous: 'cancelled' }, now())
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await db.transaction().execute((trx) => keepReceiver(trx, false, now()))
  await tell('B')
  expect(await states()).toEqual([])
  await db.transaction().execute((trx) => keepReceiver(trx, true, now()))
  await tell('B')
  expect(await states()).toEqual(['waiting'])
  await db.transaction().execute((trx) => keepReceiver(trx, false, now()))
  await beat()
  expect(storefront.got).toEqual([])
})

test('a cancellation is told, and told once', async () => {
  await putOnSale(db, { sku: 'CUP' })
  const items = [{ sku: 'CUP', quantity: 1 }]
  demand(await placeOrder(db, jobs, { number: 'K', customer: { id: 'c2' }, items }, now()))
  demand(await cancelOrder(db, jobs, { order: 'K', ...nobody }, now()))
  demand(await cancelOrder(db, jobs, { order: 'K', ...nobody }, now()))
  await beat()
  expect(storefront.types()).toEqual(['order.placed', 'order.status_changed'])
  expect(storefront.got[1]?.body.data).toEqual({ order: 'K', status: 'cancelled', previous: 'pending_payment' })
})

test('whatever text there is arrives as it was', async () => {
  const text = fc.oneof(anyText({ minLength: 1 }), fc.constantFrom('<!channel>', "'; drop table", '＝1'))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (customers) => {
      storefront.got.length = 0
      const told = customers
        .map((customer) => customer.replaceAll('\0', '').toWellFormed())
        .map((customer) => ({ customer, coupon: customer, promotion: 'P' }))
      await db.transaction().execute((trx) => tellStorefrontAll(trx, couponIssued, told, now()))
      await beat()
      const arrived = storefront.got.map(({ body }) => body.data.coupon).toSorted()
      expect(arrived).toEqual(told.map(({ coupon }) => coupon).toSorted())
    }),
    { numRuns: 15 },
  )
})
