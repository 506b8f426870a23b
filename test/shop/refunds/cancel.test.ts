import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { eventWords } from '../../../shop/orders/words.ts'
import { cancelAndRefund, previewCancel } from '../../../shop/refunds/cancel-order.ts'
import { refundDetails } from '../../../shop/refunds/details.ts'
import { endRefunded } from '../../../shop/refunds/end-orders.ts'
import { reasonWords } from '../../../shop/refunds/reason.ts'
import { previewRefund } from '../../../shop/refunds/request.ts'
import { retryRefund } from '../../../shop/refunds/retry.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { approver, manager, person, support } from '../people.ts'
import { refundWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>
let declines = false

beforeAll(async () => {
  database = await freshDatabase()
  const script = () => (declines ? ({ ok: false, code: 'closed', message: 'closed' } as const) : null)
  world = await refundWorld(database.db, { script })
})
afterAll(async () => {
  expect(await brokenInvariants(database.db)).toEqual([])
  await database.close()
})

const reserved = async () =>
  (await database.db.selectFrom('stock').select('reserved').where('sku', '=', 'TEA').executeTakeFirstOrThrow()).reserved
const cardOf = async (number: string) => demand(await orderCard(database.db, manager, number))
const statusOf = async (number: string) => (await cardOf(number)).order.status
const dryRun = async (order: string, amount?: string) =>
  previewRefund(database.db, await readSettings(database.db), { order, amount, member: support }, now)

let events = 0
const tell = async (type: string, data: object) =>
  demand(await takeEvent(database.db, world.jobs, `c${++events}`, { type, timestamp: String(now), data }, now))

describe('a refund of all that was paid for an order that has not left', () => {
  test('cancels it and frees its goods once it is agreed to, as the dry run says', async () => {
    const before = await reserved()
    const order = await world.paidOrder()
    expect([await dryRun(order), await dryRun(order, '139.99')]).toMatchObject([
      { value: { cancels: 'order' } },
      { value: { cancels: null } },
    ])
    expect(await world.ask(order, null)).toMatchObject({ value: { cancels: 'order' } })
    expect([await statusOf(order), await reserved()]).toEqual(['paid', before + 1])
    expect(await world.approve(order, approver)).toMatchObject({ value: { state: 'approved', cancels: null } })
    expect([await statusOf(order), await reserved()]).toEqual(['cancelled', before])
    const { timeline } = await cardOf(order)
    expect(timeline.filter(({ kind }) => kind.startsWith('cancelled')).map(({ kind }) => kind)).toEqual([
      'cancelled_refunded',
    ])
  })

  test.each([
    ['before', ['order.cancel_requested', 'refund.requested']],
    ['after', ['refund.requested', 'order.cancel_requested']],
  ])('ends the same where the storefront cancels it %s, however often both are told', async (_, types) => {
    const before = await reserved()
    const order = await world.paidOrder({ payments: [140_00n] })
    // Small enough that nobody has to agree.
    await database.db
      .insertInto('settings')
      .values({ key: 'refund.automatic_up_to', value: '"500"', updated_at: now })
      .execute()
    for (const type of [...types, ...types])
      await tell(type, type === 'refund.requested' ? { order, request: 'rq', reason: 'late' } : { order })
    await database.db.deleteFrom('settings').execute()
    expect([await statusOf(order), await reserved()]).toEqual(['cancelled', before])
    expect(await world.counters(order)).toEqual({ captured: 140_00n, refund_reserved: 140_00n, refunded: 0n })
    expect((await cardOf(order)).refunds).toMatchObject([{ byCustomer: true, requestedBy: null }])
  })

  test('that the storefront told and that needs nobody ends it after an hour, in which it may still tell that it left', async () => {
    const before = await reserved()
    const [ends, leaves] = [
      await world.paidOrder({ payments: [20_00n] }),
      await world.paidOrder({ payments: [20_00n] }),
    ]
    for (const order of [ends, leaves]) await tell('refund.requested', { order, request: 'rq', reason: 'late' })
    await tell('order.paid', { order: leaves, payment: 'P2', method: 'alipay', amount: '120.00' })
    await tell('shipment.updated', { order: leaves, shipment: 'S1', status: 'shipped' })
    const sweep = (at: Temporal.Instant) => endRefunded(database.db, world.jobs, at)
    await sweep(now.add({ minutes: 59 }))
    expect([await statusOf(ends), await statusOf(leaves)]).toEqual(['pending_payment', 'shipped'])
    await Promise.all([sweep(hoursLater(1)), sweep(hoursLater(1))])
    expect([await statusOf(ends), await statusOf(leaves)]).toEqual(['cancelled', 'shipped'])
    expect(await reserved()).toBe(before)
  })

  test('may come in parts: the last that is agreed to ends it', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100')
    await world.ask(order, '40')
    await world.approve(`${order}-R2`, approver)
    expect(await statusOf(order)).toBe('paid')
    await world.approve(`${order}-R1`, approver)
    expect(await statusOf(order)).toBe('cancelled')
  })

  test('where a part leaves meanwhile, ends the rest: it is not sent, its goods are free, and what left stays off the shelf', async () => {
    const before = await reserved()
    const order = await world.paidOrder({ quantity: 2, payments: [270_00n] })
    expect(await world.ask(order, null, { restock: true })).toMatchObject({ value: { cancels: 'order' } })
    const later = hoursLater(1)
    const sent = { order, lines: [{ line: 1, quantity: 1 }], member: null, via: 'test' }
    demand(await shipOrder(database.db, world.jobs, sent, later))
    const waits = await cardOf(order)
    const key = { order_number: order, id: 'R1' }
    expect(await refundDetails(database.db, await readSettings(database.db), key, later, null)).toMatchObject({
      cancels: 'rest',
      pieces: [],
    })
    await world.approve(order, approver)
    await world.submit(order, 'R1', 'P1', later)
    const card = await cardOf(order)
    expect([waits.order.status, card.order.status]).toEqual(['processing', 'shipped'])
    expect(card.lines.map(({ shipped, not_sent }) => [shipped, not_sent])).toEqual([
      [1, 1],
      [0, 2],
    ])
    expect([await reserved(), card.refunds[0]?.state]).toEqual([before, 'succeeded'])
    expect(card.timeline.at(-1)?.kind ?? '').toMatch(/refund|not_sent/)
    const shelf = database.db.selectFrom('stock_movements').select('kind').where('order_number', '=', order)
    expect((await shelf.execute()).map(({ kind }) => kind)).not.toContain('restock')
    await tell('shipment.updated', { order, shipment: 'S1', status: 'delivered' })
    expect(await statusOf(order)).toBe('delivered')
  })

  test('ends the rest as delivered where all that left has arrived', async () => {
    const order = await world.paidOrder()
    const sent = { order, lines: [{ line: 1, quantity: 1 }], member: null, via: 'test' }
    demand(await shipOrder(database.db, world.jobs, sent, now))
    await tell('shipment.updated', { order, shipment: 'S1', status: 'delivered' })
    expect(await statusOf(order)).toBe('processing')
    await world.ask(order, null)
    await world.approve(order, approver)
    expect(await statusOf(order)).toBe('delivered')
  })

  test('ends one that was paid in part only', async () => {
    const before = await reserved()
    const order = await world.paidOrder({ payments: [30_00n] })
    expect(await statusOf(order)).toBe('pending_payment')
    demand(await world.ask(order, null))
    expect([await statusOf(order), await reserved()]).toEqual(['cancelled', before])
  })

  test('that its provider declined ends it when it is submitted again', async () => {
    const order = await world.paidOrder()
    demand(await world.ask(order, '50'))
    declines = true
    await world.submit(order, 'R1', 'P1')
    declines = false
    await world.ask(order, '90')
    await world.approve(`${order}-R2`, approver)
    expect(await statusOf(order)).toBe('paid')
    demand(await retryRefund(database.db, world.jobs, { refund: `${order}-R1`, member: manager, via: 'test' }, now))
    expect(await statusOf(order)).toBe('cancelled')
  })
})

describe('an order that a colleague cancels', () => {
  const senior = person('USENIOR', ['senior_support'])
  const cancel = async (order: string, member = senior, reason: string | null = null) => {
    const left = sql<bigint>`captured - refunded - refund_reserved`.as('left')
    const row = await database.db.selectFrom('orders').select(left).where('number', '=', order).executeTakeFirst()
    const shown = row?.left ?? 0n
    return cancelAndRefund(database.db, world.jobs, { order, shown, member, reason, via: 'test' }, now)
  }

  test('is cancelled with its reason, frees its goods, and has its money go back once others agree', async () => {
    const before = await reserved()
    const order = await world.paidOrder()
    const settings = await readSettings(database.db)
    expect(await previewCancel(database.db, settings, { order, member: senior }, now)).toMatchObject({
      value: { order, pieces: 2, refund: { amount: 140_00n, required: 1 } },
    })
    expect(await cancel(order, senior, 'customer called')).toMatchObject({
      value: {
        order,
        refund: { state: 'requested', refund: { amount: 140_00n, reason: 'order_cancelled: customer called' } },
      },
    })
    expect(reasonWords('zh-CN', 'order_cancelled: customer called')).toBe('订单已取消：customer called')
    expect([await statusOf(order), await reserved()]).toEqual(['cancelled', before])
    const { timeline } = await cardOf(order)
    const event = timeline.find(({ kind }) => kind === 'cancelled')
    expect(event?.member).toBe(senior.id)
    expect(event && eventWords('en', event, 'CNY')).toBe('Cancelled: “customer called”')
    const audited = await database.db.selectFrom('audit_log').selectAll().where('subject', '=', order).execute()
    expect(audited).toMatchObject([{ action: 'order.cancelled', member_id: senior.id, reason: 'customer called' }])
    expect(await world.approve(order, approver)).toMatchObject({ value: { state: 'approved' } })
  })

  test('is asked about anew where money came in since it was shown', async () => {
    const order = await world.paidOrder({ payments: [] })
    const asked = { order, shown: 0n, member: senior, reason: null, via: 'test' }
    await tell('order.paid', { order, payment: 'P1', method: 'alipay', amount: '60.00' })
    expect(await cancelAndRefund(database.db, world.jobs, asked, now)).toMatchObject({ code: 'order.money_changed' })
    expect(await statusOf(order)).toBe('pending_payment')
  })

  test('by the storefront reads as cancelled by the customer', async () => {
    const order = await world.paidOrder({ payments: [] })
    await tell('order.cancel_requested', { order, reason: 'twice' })
    const event = (await cardOf(order)).timeline.find(({ kind }) => kind === 'cancelled')
    expect(event && eventWords('en', event, 'CNY')).toBe('Cancelled by the customer: “twice”')
  })

  test('keeps its money where the approvers say no, also where the refund had been asked for before', async () => {
    const [one, two] = [await world.paidOrder(), await world.paidOrder()]
    demand(await cancel(one))
    await world.reject(one, approver)
    await world.ask(two, null)
    demand(await cancel(two))
    await world.reject(two, approver)
    for (const order of [one, two]) {
      const waiting = (await cardOf(order)).refunds.map(({ state }) => state)
      expect(waiting).toEqual(order === one ? ['rejected'] : ['rejected', 'requested'])
    }
    await world.reject(two, approver)
    expect(await world.counters(two)).toMatchObject({ refund_reserved: 0n, refunded: 0n })
    expect((await cardOf(two)).refunds).toHaveLength(2)
  })

  test('has to stand and not to have left, and be known; who may not is refused', async () => {
    const [left, paid, unpaid] = [
      await world.paidOrder({ ship: true }),
      await world.paidOrder(),
      await world.paidOrder({ payments: [] }),
    ]
    expect(await cancel(left)).toMatchObject({ code: 'order.too_late_to_cancel', values: { status: 'shipped' } })
    expect(await cancel(unpaid)).toMatchObject({ value: { refund: null } })
    expect(await cancel(unpaid)).toMatchObject({ code: 'order.already_cancelled' })
    expect(await cancel('NONE')).toMatchObject({ code: 'order.unknown' })
    expect(await cancel(paid, support)).toMatchObject({
      code: 'access.denied',
      values: { permission: 'order.process' },
    })
    // Money goes back only by who may ask for that.
    const rights = new Map(senior.rights)
    rights.delete('refund.request')
    expect(await cancel(paid, { ...senior, rights })).toMatchObject({
      code: 'access.denied',
      values: { permission: 'refund.request' },
    })
    expect(await statusOf(paid)).toBe('paid')
  })
})
