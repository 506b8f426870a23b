import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { quoteBasket } from '../../../shop/intake/place.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { openPromotionBook } from '../../../shop/promotions/book.ts'
import { demand } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import { stockCard } from '../../../shop/stock/card.ts'
import { countSales, dailySales, daysOfCover } from '../../../shop/stock/cover.ts'
import { digestGoods, postDigest } from '../../../shop/stock/digest.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager } from '../people.ts'

const { jobs } = recordingJobs()
let db: Database['db']
let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
})
afterAll(() => database.close())

let requests = 0
const adjust = (sku: string, change: string, at = now) =>
  adjustStock(db, jobs, { sku, change, reason: 'x', member: manager, key: `${requests++}`, via: 'test' }, at)
const place = (number: string, sku: string, quantity: number, at = now) =>
  placeOrder(db, jobs, { number, customer: { id: 'c1' }, items: [{ sku, quantity }] }, at)
const quoted = (sku: string, quantity: number) =>
  quoteBasket(db, openPromotionBook(), { items: [{ sku, quantity }] }, now)
const set = async (key: string, text: string) =>
  demand(await setSetting(db, { key, text, member: manager, via: 'test' }, now))
const alerts = async (kind: string, sku: string) =>
  (await db.selectFrom('messages').selectAll().where('kind', '=', kind).execute()).filter(({ subject }) =>
    subject.endsWith(`/${sku}`),
  )

test('selling stops at the minimum, for quotes and orders, with one alert until it goes on', async () => {
  await putOnSale(db, { sku: 'MIN', onHand: 8 })
  await db.updateTable('stock').set({ minimum_level: 5 }).where('sku', '=', 'MIN').execute()
  expect(await quoted('MIN', 4)).toMatchObject({ code: 'stock.sold_out', values: { asked: 4, available: 3 } })
  expect(await quoted('MIN', 3)).toMatchObject({ ok: true })
  expect(await place('M-1', 'MIN', 4)).toMatchObject({ code: 'stock.sold_out', values: { available: 3 } })
  expect(await alerts('stock.stopped', 'MIN')).toHaveLength(0)
  demand(await place('M-2', 'MIN', 3, hoursLater(1)))
  expect(await place('M-3', 'MIN', 1)).toMatchObject({ code: 'stock.sold_out', values: { available: 0 } })
  demand(await adjust('MIN', '-1', hoursLater(2)))
  expect(await alerts('stock.stopped', 'MIN')).toHaveLength(1)
  demand(await cancelOrder(db, jobs, { order: 'M-2', member: null, via: 'test' }, hoursLater(3)))
  demand(await place('M-4', 'MIN', 2, hoursLater(4)))
  expect(await alerts('stock.stopped', 'MIN')).toHaveLength(2)
})

test('of orders that come at once none takes the stock below the minimum, and the alerts stay one each', async () => {
  await putOnSale(db, { sku: 'RUSH', onHand: 20 })
  await db.updateTable('stock').set({ minimum_level: 5, safety_level: 12 }).where('sku', '=', 'RUSH').execute()
  const all = await Promise.all(Array.from({ length: 30 }, (_, at) => place(`R-${at}`, 'RUSH', 1)))
  expect(all.filter(({ ok }) => ok)).toHaveLength(15)
  for (const kind of ['stock.alert', 'stock.stopped']) expect(await alerts(kind, 'RUSH')).toHaveLength(1)
  expect(await brokenInvariants(db)).toEqual([])
})

test('with back orders allowed selling goes on below nothing, and only what is there can be shipped', async () => {
  await putOnSale(db, { sku: 'BACK', onHand: 2 })
  await set('stock.back_orders', 'yes')
  expect(await quoted('BACK', 5)).toMatchObject({ ok: true })
  demand(await place('B-1', 'BACK', 5))
  const stock = () => db.selectFrom('stock').selectAll().where('sku', '=', 'BACK').executeTakeFirstOrThrow()
  expect(await stock()).toMatchObject({ on_hand: 2, reserved: 5, stopped_since: null })
  await db.updateTable('orders').set({ status: 'paid' }).where('number', '=', 'B-1').execute()
  const ship = () => shipOrder(db, jobs, { order: 'B-1', member: null, via: 'test' }, hoursLater(1))
  expect(await ship()).toMatchObject({ code: 'stock.below_zero' })
  demand(await adjust('BACK', '+3', hoursLater(2)))
  expect(await ship()).toMatchObject({ ok: true })
  expect(await stock()).toMatchObject({ on_hand: 0, reserved: 0 })
  await set('stock.back_orders', 'no')
  expect(await place('B-2', 'BACK', 1)).toMatchObject({ code: 'stock.sold_out' })
})

test('the digest tells once a day of what has become scarce since, and each again only after it recovered', async () => {
  await putOnSale(db, { sku: 'SCARCE', onHand: 15 })
  await putOnSale(db, { sku: 'LOW', onHand: 3 })
  await putOnSale(db, { sku: 'PLENTY', onHand: 90 })
  // 12:00 UTC is 20:00 in Shanghai.
  const told = async (at: Temporal.Instant) => {
    const count = await postDigest(db, jobs, at)
    const [last] = await db.selectFrom('stock_digests').select('slot').orderBy('slot', 'desc').limit(1).execute()
    const goods = await digestGoods(db, await readSettings(db), String(last?.slot), 30)
    return count === 0 ? [] : goods.cards.map(({ sku }) => sku)
  }
  const both = await Promise.all([postDigest(db, jobs, now), postDigest(db, jobs, now)])
  expect(both.toSorted()).toEqual([0, 1])
  expect(await told(hoursLater(2))).toEqual([])
  expect(await told(hoursLater(24))).toEqual([])
  demand(await adjust('SCARCE', '+20', hoursLater(25)))
  demand(await adjust('SCARCE', '-20', hoursLater(26)))
  expect(await told(hoursLater(48))).toEqual(['SCARCE'])
  const posted = await db.selectFrom('messages').select('subject').where('kind', '=', 'stock.digest').execute()
  expect(posted.map(({ subject }) => subject)).toEqual(['2026-03-10T01:00:00Z', '2026-03-12T01:00:00Z'])
})

test('days of cover come from what was ordered in 28 days, without what was cancelled', async () => {
  await putOnSale(db, { sku: 'FLOW', onHand: 500 })
  demand(await place('C-1', 'FLOW', 28, hoursLater(-24 * 27)))
  demand(await place('C-2', 'FLOW', 28))
  demand(await place('C-3', 'FLOW', 100))
  demand(await place('C-4', 'FLOW', 100, hoursLater(-24 * 29)))
  demand(await cancelOrder(db, jobs, { order: 'C-3', member: null, via: 'test' }, now))
  await countSales(db, now)
  expect(await dailySales(db, 'FLOW')).toBe(2)
  expect(await dailySales(db, 'PLENTY')).toBe(0)
  const card = await stockCard(db, await readSettings(db), 'FLOW', null)
  expect(card?.dailySales).toBe(2)
  await countSales(db, hoursLater(24 * 29))
  expect(await dailySales(db, 'FLOW')).toBe(0)
  expect(daysOfCover(90, 2)).toBe(45)
  expect(daysOfCover(-5, 2)).toBe(0)
  expect(daysOfCover(90, 0)).toBeNull()
})
