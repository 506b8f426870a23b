import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { cancelUnpaid } from '../../../shop/orders/unpaid.ts'
import { demand } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager } from '../people.ts'
import { promotionWorld } from '../promotions/world.ts'
import { orderWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
})
afterAll(() => database.close())

const sweep = (hours: number) => cancelUnpaid(database.db, world.jobs, hoursLater(hours))
const lateOrder = {
  ...{ order: 'LATE', customer: { id: 'c1' }, currency: 'CNY' },
  items: [{ sku: 'TEA', quantity: 1, unit_price: '10.00' }],
}
const statusOf = async (number: string) => (await world.card(number)).order.status

test('an order that nobody pays in time is cancelled once, with why, and its goods and promotions are given back', async () => {
  const promotions = promotionWorld(database.db)
  await promotions.made('FLASH', 'flash_sale', { price: '5', quantity: '3', each: '3', skus: 'TEA' })
  const before = await world.stock('TEA')
  const items = [{ sku: 'TEA', quantity: 3 }]
  const { number } = await world.placed({ items })
  demand(await promotions.take(number, await promotions.quoted({ items })))
  expect(await promotions.counter('promotion:FLASH')).toMatchObject({ uses: 1n, pieces: 3n })
  expect(await sweep(23)).toBe(0)
  expect(await Promise.all([sweep(24), sweep(24)])).toContain(1)
  expect(await sweep(25)).toBe(0)
  const card = await world.card(number)
  expect(card.order.status).toBe('cancelled')
  expect(card.timeline.filter(({ kind }) => kind === 'cancelled_unpaid')).toHaveLength(1)
  expect(await world.stock('TEA')).toEqual(before)
  expect(await promotions.counter('promotion:FLASH')).toMatchObject({ uses: 0n, pieces: 0n })
  expect(await brokenInvariants(database.db)).toEqual([])
})

test('an order that is told of late is paid late as well: the time runs from when it became known', async () => {
  const placed = { type: 'order.placed', timestamp: String(now), data: lateOrder }
  expect(demand(await takeEvent(database.db, world.jobs, 'late-1', placed, hoursLater(30))).state).toBe('applied')
  expect(await sweep(31)).toBe(0)
  const paid = { order: 'LATE', payment: 'P1', method: 'alipay', amount: '10.00' }
  const told = { type: 'order.paid', timestamp: String(hoursLater(1)), data: paid }
  expect(demand(await takeEvent(database.db, world.jobs, 'late-2', told, hoursLater(31))).state).toBe('applied')
  expect(await statusOf('LATE')).toBe('paid')

  const unpaid = { ...placed, data: { ...lateOrder, order: 'LATE-2' } }
  expect(demand(await takeEvent(database.db, world.jobs, 'late-3', unpaid, hoursLater(30))).state).toBe('applied')
  expect([await sweep(53), await sweep(54)]).toEqual([0, 1])
})

test('what is paid, or paid in part, or imported history, stays', async () => {
  const [paid, part, imported] = [await world.placed(), await world.placed(), await world.placed()]
  await world.pay(paid.number, paid.total)
  await world.pay(part.number, 1n)
  await database.db.updateTable('orders').set({ imported: true }).where('number', '=', imported.number).execute()
  expect(await sweep(1000)).toBe(0)
  expect(await statusOf(paid.number)).toBe('paid')
  for (const { number } of [part, imported]) expect(await statusOf(number)).toBe('pending_payment')
})

test('a payment that comes while the planner sweeps either saves the order or is kept to be refunded', async () => {
  const orders = await Promise.all(Array.from({ length: 20 }, () => world.placed()))
  await Promise.all([sweep(48), ...orders.map(({ number, total }) => world.pay(number, total))])
  for (const { number, total } of orders) {
    const { order, totals } = await world.card(number)
    expect(['paid', 'cancelled']).toContain(order.status)
    expect(totals.captured).toBe(total)
  }
  expect(await brokenInvariants(database.db)).toEqual([])
})

test('with the setting at 0 orders wait for ever', async () => {
  const { number } = await world.placed()
  const asked = { key: 'order.pay_within_hours', text: '0', member: manager, via: 'test' }
  demand(await setSetting(database.db, asked, now))
  expect(await sweep(10_000)).toBe(0)
  expect(await statusOf(number)).toBe('pending_payment')
})
