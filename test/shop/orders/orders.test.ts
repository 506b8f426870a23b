import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { completeOrder, deliverOrder } from '../../../shop/orders/deliver.ts'
import { failPayment } from '../../../shop/orders/pay.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { orderStatuses, transitions } from '../../../shop/orders/status.ts'
import { eventWords } from '../../../shop/orders/words.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { type manager, merchant } from '../people.ts'
import { nobody, orderWorld } from './world.ts'

describe('orders', () => {
  let database: Database
  let db: Database['db']
  let world: Awaited<ReturnType<typeof orderWorld>>

  beforeAll(async () => {
    database = await freshDatabase()
    db = database.db
    world = await orderWorld(db)
  })
  afterAll(() => database.close())

  test('spread discount, shipping and tax over their lines to the last cent', async () => {
    const items = [
      { sku: 'TEA', quantity: 1 },
      { sku: 'CUP', quantity: 2, discount: 66n },
    ]
    const order = await world.placed({ items, discount: 1_00n, shipping: 5_00n, tax: 1n })
    expect(order).toMatchObject({ gross: 16_66n, discount: 1_66n, total: 20_01n, status: 'pending_payment' })
    expect((await world.card(order.number)).lines).toMatchObject([
      { sku: 'TEA', discount: 63n, shipping: 3_13n, tax: 1n, merchant_id: 'm1' },
      { sku: 'CUP', discount: 1_03n, shipping: 1_87n, tax: 0n, merchant_id: 'm2' },
    ])
  })

  test('promise goods, give them back when cancelled, and send them off when shipped', async () => {
    const before = await world.stock('CUP')
    const [one, two] = [
      await world.placed({ items: [{ sku: 'CUP', quantity: 5 }] }),
      await world.placed({ items: [{ sku: 'CUP', quantity: 7 }] }),
    ]
    expect(await world.stock('CUP')).toEqual({ on_hand: before.on_hand, reserved: before.reserved + 12 })
    const cancel = () => cancelOrder(db, world.jobs, { order: one.number, ...nobody }, hoursLater(1))
    await cancel()
    expect(await cancel()).toMatchObject({ ok: true, value: { status: 'cancelled' } })
    await world.pay(two.number, two.total)
    expect(await shipOrder(db, world.jobs, { order: two.number, ...nobody }, hoursLater(2))).toMatchObject({
      value: { status: 'shipped' },
    })
    expect(await world.stock('CUP')).toEqual({ on_hand: before.on_hand - 7, reserved: before.reserved })
  })

  test('are placed once, however often and from wherever they come', async () => {
    const asked = { number: 'ONCE', items: [{ sku: 'TEA', quantity: 3 }] }
    const before = await world.stock('TEA')
    const both = await Promise.all([world.place(asked), world.place(asked), world.place(asked)])
    expect(both.every(({ ok }) => ok)).toBe(true)
    expect((await world.stock('TEA')).reserved).toBe(before.reserved + 3)
  })

  test('are refused where goods are sold out or unknown', async () => {
    const items = [{ sku: 'RARE', quantity: 1 }]
    const both = await Promise.all([world.place({ items }), world.place({ items })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'stock.sold_out', values: { available: 0 } })
    expect(await world.place({ items: [{ sku: 'NONE', quantity: 1 }] })).toMatchObject({ code: 'stock.unknown_sku' })
    expect(await world.place({ items: [] })).toMatchObject({ code: 'order.no_items' })
    expect(await world.place({ discount: 11_00n })).toMatchObject({ code: 'order.figures_misfit' })
  })

  test('are paid once their payments reach the total; each payment counts once', async () => {
    const { number } = await world.placed()
    expect(
      await failPayment(db, { order: number, payment: 'P0', method: 'wallet', amount: 10_00n }, now),
    ).toMatchObject({ ok: true })
    expect(await world.pay(number, 4_00n, 'P1')).toMatchObject({
      value: { status: 'pending_payment', captured: 4_00n },
    })
    await Promise.all([world.pay(number, 6_00n, 'P2'), world.pay(number, 6_00n, 'P2')])
    const { order, totals, timeline } = await world.card(number)
    expect([order.status, totals.captured]).toEqual(['paid', 10_00n])
    expect(order.ship_by?.equals(hoursLater(49))).toBe(true)
    expect(timeline.map((event) => eventWords('en', event, 'CNY'))).toEqual([
      'Placed',
      'Payment of ¥10.00 by Wallet failed',
      'Paid ¥4.00 by Alipay',
      'Paid ¥6.00 by Alipay',
      'Fully paid',
    ])
    const failed = { order: number, payment: 'P1', method: 'wallet', amount: 1n }
    expect(await failPayment(db, failed, hoursLater(2))).toMatchObject({ code: 'order.payment_captured' })
    // An attempt that failed before it is told of late, once, and changes nothing.
    for (let times = 0; times < 2; times++)
      expect(await failPayment(db, failed, hoursLater(-1))).toMatchObject({ ok: true })
    const late = await world.card(number)
    expect(late.timeline.filter(({ kind }) => kind === 'payment_failed')).toHaveLength(2)
  })

  test('that cost nothing are paid', async () => {
    expect(await world.placed({ discount: 10_00n })).toMatchObject({ status: 'paid', total: 0n })
  })

  test('go line by line: processing until everything has left', async () => {
    const order = await world.placed({
      items: [
        { sku: 'TEA', quantity: 2 },
        { sku: 'CUP', quantity: 1 },
      ],
    })
    const { number } = order
    const ship = (lines?: { line: number; quantity: number }[], member = nobody.member as typeof manager | null) =>
      shipOrder(db, world.jobs, { order: number, lines, member, via: 'test' }, hoursLater(3))
    expect(await ship()).toMatchObject({ code: 'order.wrong_status', values: { status: 'pending_payment' } })
    await world.pay(number, order.total)
    const [one, three] = [
      { line: 1, quantity: 1 },
      { line: 1, quantity: 3 },
    ]
    expect(await ship([three])).toMatchObject({ code: 'order.line_left', values: { line: 1, left: 2 } })
    expect(await ship([{ line: 1, quantity: 0 }])).toMatchObject({ code: 'order.line_left' })
    expect(await ship([one, one])).toMatchObject({ code: 'order.line_twice', values: { line: 1 } })
    expect(await ship([{ line: 9, quantity: 1 }])).toMatchObject({ code: 'order.line_unknown', values: { line: 9 } })
    expect(await ship([])).toMatchObject({ code: 'order.no_pieces' })
    expect(await ship([{ line: 1, quantity: 1 }])).toMatchObject({ value: { status: 'processing' } })
    expect(await cancelOrder(db, world.jobs, { order: number, ...nobody }, now)).toMatchObject({
      code: 'order.partly_shipped',
    })
    expect(await ship(undefined, merchant('m2'))).toMatchObject({ value: { status: 'processing' } })
    expect(await ship(undefined, merchant('m2'))).toMatchObject({ code: 'order.nothing_to_ship' })
    expect(await ship()).toMatchObject({ value: { status: 'shipped' } })
    expect(await ship()).toMatchObject({ code: 'order.all_shipped' })
    expect(await deliverOrder(db, { order: number, ...nobody }, hoursLater(9))).toMatchObject({
      value: { status: 'delivered' },
    })
    expect(await completeOrder(db, { order: number, ...nobody }, hoursLater(9))).toMatchObject({
      value: { status: 'completed' },
    })
    const { lines, shipments } = await world.card(number)
    expect(lines.map(({ shipped }) => shipped)).toEqual([2, 1])
    expect(shipments.map(({ id, lines: sent }) => [id, sent])).toEqual([
      ['S1', [{ line: 1, quantity: 1 }]],
      ['S2', [{ line: 2, quantity: 1 }]],
      ['S3', [{ line: 1, quantity: 1 }]],
    ])
  })

  test('keep every invariant', async () => expect(await brokenInvariants(db)).toEqual([]))
})

test('the states of an order are those of the table, and cancelling ends with shipping', () => {
  expect(transitions).toEqual({
    pending_payment: ['paid', 'cancelled'],
    paid: ['processing', 'cancelled'],
    processing: ['shipped', 'cancelled'],
    shipped: ['delivered'],
    delivered: ['completed'],
    completed: [],
    cancelled: [],
  })
  expect(Object.keys(transitions)).toEqual([...orderStatuses])
})
