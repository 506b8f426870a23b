import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { assignOrder } from '../../../shop/orders/assign.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { holdOrder, releaseOrder } from '../../../shop/orders/hold.ts'
import { lookUpOrders } from '../../../shop/orders/list.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { type Tagging, tagOrder } from '../../../shop/orders/tags.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant, person, support } from '../people.ts'
import { nobody, orderWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
})
afterAll(() => database.close())

const by = { member: manager, via: 'test' }
const tag = (order: string, tags: string, how: Tagging = 'add') =>
  tagOrder(database.db, { ...by, order, tags, how }, now)
const hold = (order: string, reason: string) => holdOrder(database.db, { ...by, order, reason }, now)
const listed = async (text: string, member = manager) => {
  const found = demand(
    await lookUpOrders(database.db, await readSettings(database.db), member, text, { size: 20 }, now),
  )
  return 'matches' in found ? found.matches.rows.map(({ number }) => number) : []
}

test('tags are added, taken off and set, each once however it is cased, and orders are found by them', async () => {
  const { number } = await world.placed()
  demand(await tag(number, 'vip, Gift，VIP'))
  demand(await tag(number, 'gift'))
  expect((await world.card(number)).tags).toEqual(['Gift', 'vip'])
  expect(await listed('tag:GIFT')).toEqual([number])
  demand(await tag(number, 'GIFT', 'remove'))
  demand(await tag(number, '加急', 'set'))
  const { tags, timeline } = await world.card(number)
  expect(tags).toEqual(['加急'])
  expect(timeline.filter(({ kind }) => /tagged/.test(kind)).map(({ data }) => data.tag)).toEqual(
    expect.arrayContaining(['vip', 'Gift', '加急']),
  )
  expect(await listed('tag:加急')).toEqual([number])
  // What the team notes is not for merchants.
  const own = await world.card(number, merchant('m1'))
  expect([own.tags, own.timeline.map(({ kind }) => kind)]).toEqual([[], ['placed']])
  expect(await listed('tag:加急', merchant('m1'))).toEqual([])
})

test('whatever is written as tags, it is taken whole or refused', async () => {
  const { number } = await world.placed()
  for (const text of ['', ' ,， ', 'x'.repeat(61), Array.from({ length: 51 }, (_, at) => `t${at}`).join(',')])
    expect(await tag(number, text)).toMatchObject({ ok: false })
  for (const text of ["'; drop table order_tags; --", '<!channel>', '=1+1', '👩‍👩‍👧', '\u200b,x'])
    expect(await tag(number, text)).toMatchObject({ ok: true })
  expect(
    await tagOrder(database.db, { ...by, member: support, order: number, tags: 'x', how: 'add' }, now),
  ).toMatchObject({ code: 'access.denied' })
  expect(await tag('NOPE', 'x')).toMatchObject({ code: 'order.unknown' })
})

test('an order on hold is not shipped by anybody until it is released, and says why and by whom', async () => {
  const { number, total } = await world.placed()
  await world.pay(number, total)
  expect(await hold(number, ' \u200b ')).toMatchObject({ code: 'order.hold_reason_needed' })
  demand(await hold(number, 'address?'))
  demand(await hold(number, 'another reason'))
  const ship = () => shipOrder(database.db, world.jobs, { ...by, order: number }, hoursLater(2))
  expect(await ship()).toMatchObject({
    code: 'order.held',
    values: { number, member: 'UMANAGER', because: 'address?', at: String(now) },
  })
  expect(await listed('held')).toEqual([number])
  const release = () => releaseOrder(database.db, { ...by, order: number }, hoursLater(1))
  demand(await release())
  demand(await release())
  demand(await ship())
  const { order, timeline } = await world.card(number)
  expect([order.status, order.held_at]).toEqual(['shipped', null])
  expect(timeline.map(({ kind }) => kind).filter((kind) => /held|released/.test(kind))).toEqual(['held', 'released'])
  expect(await hold(number, 'too late')).toMatchObject({ code: 'order.not_to_hold', values: { status: 'shipped' } })
})

test('a cancelled order is held no more', async () => {
  const { number } = await world.placed()
  demand(await hold(number, 'wait'))
  demand(await cancelOrder(database.db, world.jobs, { ...nobody, order: number }, now))
  expect((await world.card(number)).order.held_at).toBeNull()
  expect(await listed('held')).toEqual([])
})

test('an order is assigned to somebody who can see it, who finds it by `assigned:me`', async () => {
  const { number } = await world.placed()
  await database.db.transaction().execute(async (trx) => {
    await grantRole(trx, { member: 'USAM', role: 'support', by: null, via: 'test' }, now)
    await grantRole(trx, { member: 'UM1', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
  })
  const assign = (to: string | null) => assignOrder(database.db, world.jobs, { ...by, order: number, to }, now)
  for (const to of ['UM1', 'UNOBODY']) expect(await assign(to)).toMatchObject({ code: 'order.not_assignable' })
  demand(await assign('USAM'))
  demand(await assign('USAM'))
  expect(await listed('assigned:me', person('USAM', ['support']))).toEqual([number])
  expect(await listed('assigned:<@USAM|sam>')).toEqual([number])
  demand(await assign(null))
  expect(await listed('assigned:USAM')).toEqual([])
  const { timeline } = await world.card(number)
  expect(timeline.map(({ kind }) => kind)).toEqual(['placed', 'assigned', 'unassigned'])
  const messages = await database.db.selectFrom('messages').selectAll().where('kind', '=', 'order.assigned').execute()
  expect(messages.map(({ channel }) => channel)).toEqual(['USAM'])
})

test('a customer who wants to cancel what has left asks for a return; what has not left is held', async () => {
  const items = [
    { sku: 'TEA', quantity: 2 },
    { sku: 'CUP', quantity: 1 },
  ]
  const [whole, part] = [await world.placed({ items }), await world.placed({ items })]
  for (const { number, total } of [whole, part]) await world.pay(number, total)
  const ship = (order: string, lines?: { line: number; quantity: number }[]) =>
    shipOrder(database.db, world.jobs, { ...nobody, order, ...(lines && { lines }) }, hoursLater(2))
  demand(await ship(whole.number))
  demand(await ship(part.number, [{ line: 1, quantity: 1 }]))
  let told = 0
  const cancel = async (data: object) => {
    const body = { type: 'order.cancel_requested', timestamp: String(hoursLater(3)), data }
    return demand(await takeEvent(database.db, world.jobs, `late-${told++}`, body, hoursLater(3)))
  }
  for (const order of [whole.number, whole.number, part.number])
    expect((await cancel({ order, reason: 'too <!channel> late' })).state).toBe('applied')
  const { order, returns } = await world.card(whole.number)
  expect(returns.map(({ state, reason, lines }) => [state, reason, lines.map(({ quantity }) => quantity)])).toEqual([
    ['requested', 'too <!channel> late', [2, 1]],
  ])
  expect([order.status, order.held_at]).toEqual(['shipped', null])
  const rest = await world.card(part.number)
  expect(rest.returns[0]?.lines).toMatchObject([{ line: 1, quantity: 1 }])
  expect(rest.order).toMatchObject({ status: 'processing', held_because: 'customer_cancels' })
  expect(await ship(part.number)).toMatchObject({ code: 'order.held', values: { by: 'rule' } })
})
