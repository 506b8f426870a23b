import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { completeOrder, deliverOrder } from '../../../shop/orders/deliver.ts'
import { parseOrderFilters } from '../../../shop/orders/filters.ts'
import { lookUpOrders } from '../../../shop/orders/list.ts'
import { capturePayment, failPayment } from '../../../shop/orders/pay.ts'
import { type NewOrder, placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { orderStatuses, transitions } from '../../../shop/orders/status.ts'
import { eventWords } from '../../../shop/orders/words.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase, freshPglite } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager, merchant, support, visitor } from '../people.ts'

const open: Database[] = []
afterAll(() => Promise.all(open.map((database) => database.close())))

describe.each([
  ['PostgreSQL', freshDatabase],
  ['PGlite', freshPglite],
])('orders on %s', (_, fresh) => {
  let db: Database['db']
  const { jobs } = recordingJobs()
  let count = 0
  const nobody = { member: null, via: 'test' }

  beforeAll(async () => {
    const database = await fresh()
    open.push(database)
    db = database.db
    await putOnSale(db, { sku: 'TEA', name: 'Green Tea', price: 10_00n, merchant: 'm1' })
    await putOnSale(db, { sku: 'CUP', name: 'Tea Cup', price: 3_33n, merchant: 'm2' })
    await putOnSale(db, { sku: 'RARE', price: 99_00n, onHand: 1 })
  })

  const place = (more: Partial<NewOrder> = {}, at = now) =>
    placeOrder(
      db,
      jobs,
      {
        number: `A-${100 + count++}`,
        customer: { id: 'c1', name: 'Lin' },
        items: [{ sku: 'TEA', quantity: 1 }],
        ...more,
      },
      at,
    )
  const placed = async (more: Partial<NewOrder> = {}, at = now) => {
    const order = await place(more, at)
    if (!order.ok) throw new Error(order.code)
    return order.value
  }
  const pay = (order: string, amount: bigint, payment = 'P1') =>
    capturePayment(db, { order, payment, method: 'alipay', amount }, hoursLater(1))
  const stock = async (sku: string) =>
    db.selectFrom('stock').select(['on_hand', 'reserved']).where('sku', '=', sku).executeTakeFirstOrThrow()
  const card = async (number: string, member = manager) => {
    const found = await orderCard(db, member, number)
    if (!found.ok) throw new Error(found.code)
    return found.value
  }

  test('spread discount, shipping and tax over their lines to the last cent', async () => {
    const items = [
      { sku: 'TEA', quantity: 1 },
      { sku: 'CUP', quantity: 2, discount: 66n },
    ]
    const order = await placed({ items, discount: 1_00n, shipping: 5_00n, tax: 1n })
    expect(order).toMatchObject({ gross: 16_66n, discount: 1_66n, total: 20_01n, status: 'pending_payment' })
    expect((await card(order.number)).lines).toMatchObject([
      { sku: 'TEA', discount: 63n, shipping: 3_13n, tax: 1n, merchant_id: 'm1' },
      { sku: 'CUP', discount: 1_03n, shipping: 1_87n, tax: 0n, merchant_id: 'm2' },
    ])
  })

  test('promise goods, give them back when cancelled, and send them off when shipped', async () => {
    const before = await stock('CUP')
    const [one, two] = [
      await placed({ items: [{ sku: 'CUP', quantity: 5 }] }),
      await placed({ items: [{ sku: 'CUP', quantity: 7 }] }),
    ]
    expect(await stock('CUP')).toEqual({ on_hand: before.on_hand, reserved: before.reserved + 12 })
    const cancel = () => cancelOrder(db, jobs, { order: one.number, ...nobody }, hoursLater(1))
    await cancel()
    expect(await cancel()).toMatchObject({ ok: true, value: { status: 'cancelled' } })
    await pay(two.number, two.total)
    expect(await shipOrder(db, jobs, { order: two.number, ...nobody }, hoursLater(2))).toMatchObject({
      value: { status: 'shipped' },
    })
    expect(await stock('CUP')).toEqual({ on_hand: before.on_hand - 7, reserved: before.reserved })
  })

  test('are placed once, however often and from wherever they come', async () => {
    const asked = { number: 'ONCE', items: [{ sku: 'TEA', quantity: 3 }] }
    const before = await stock('TEA')
    const both = await Promise.all([place(asked), place(asked), place(asked)])
    expect(both.every(({ ok }) => ok)).toBe(true)
    expect((await stock('TEA')).reserved).toBe(before.reserved + 3)
  })

  test('are refused where goods are sold out or unknown', async () => {
    const items = [{ sku: 'RARE', quantity: 1 }]
    const both = await Promise.all([place({ items }), place({ items })])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'stock.sold_out', values: { available: 0 } })
    expect(await place({ items: [{ sku: 'NONE', quantity: 1 }] })).toMatchObject({ code: 'stock.unknown_sku' })
    expect(await place({ items: [] })).toMatchObject({ code: 'order.no_items' })
    expect(await place({ discount: 11_00n })).toMatchObject({ code: 'order.figures_misfit' })
  })

  test('are paid once their payments reach the total; each payment counts once', async () => {
    const { number } = await placed()
    expect(
      await failPayment(db, { order: number, payment: 'P0', method: 'wallet', amount: 10_00n }, now),
    ).toMatchObject({ ok: true })
    expect(await pay(number, 4_00n, 'P1')).toMatchObject({ value: { status: 'pending_payment', captured: 4_00n } })
    await Promise.all([pay(number, 6_00n, 'P2'), pay(number, 6_00n, 'P2')])
    const { order, totals, timeline } = await card(number)
    expect([order.status, totals.captured]).toEqual(['paid', 10_00n])
    expect(order.ship_by?.equals(hoursLater(49))).toBe(true)
    expect(timeline.map((event) => eventWords('en', event, 'CNY'))).toEqual([
      'Placed',
      'Payment of ¥10.00 by Wallet failed',
      'Paid ¥4.00 by Alipay',
      'Paid ¥6.00 by Alipay',
      'Fully paid',
    ])
    expect(await failPayment(db, { order: number, payment: 'P1', method: 'wallet', amount: 1n }, now)).toMatchObject({
      code: 'order.payment_captured',
    })
  })

  test('that cost nothing are paid', async () => {
    expect(await placed({ discount: 10_00n })).toMatchObject({ status: 'paid', total: 0n })
  })

  test('go line by line: processing until everything has left', async () => {
    const order = await placed({
      items: [
        { sku: 'TEA', quantity: 2 },
        { sku: 'CUP', quantity: 1 },
      ],
    })
    const { number } = order
    const ship = (lines?: { line: number; quantity: number }[], member = nobody.member as typeof manager | null) =>
      shipOrder(db, jobs, { order: number, lines, member, via: 'test' }, hoursLater(3))
    expect(await ship()).toMatchObject({ code: 'order.wrong_status', values: { status: 'pending_payment' } })
    await pay(number, order.total)
    expect(await ship([{ line: 1, quantity: 3 }])).toMatchObject({ code: 'order.nothing_to_ship' })
    expect(await ship([{ line: 1, quantity: 1 }])).toMatchObject({ value: { status: 'processing' } })
    expect(await cancelOrder(db, jobs, { order: number, ...nobody }, now)).toMatchObject({
      code: 'order.partly_shipped',
    })
    expect(await ship(undefined, merchant('m2'))).toMatchObject({ value: { status: 'processing' } })
    expect(await ship(undefined, merchant('m2'))).toMatchObject({ code: 'order.nothing_to_ship' })
    expect(await ship()).toMatchObject({ value: { status: 'shipped' } })
    expect(await deliverOrder(db, { order: number, ...nobody }, hoursLater(9))).toMatchObject({
      value: { status: 'delivered' },
    })
    expect(await completeOrder(db, { order: number, ...nobody }, hoursLater(9))).toMatchObject({
      value: { status: 'completed' },
    })
    const { lines, shipments } = await card(number)
    expect(lines.map(({ shipped }) => shipped)).toEqual([2, 1])
    expect(shipments.map(({ id, lines: sent }) => [id, sent])).toEqual([
      ['S1', [{ line: 1, quantity: 1 }]],
      ['S2', [{ line: 2, quantity: 1 }]],
      ['S3', [{ line: 1, quantity: 1 }]],
    ])
  })

  test('show a merchant its own lines, their money, and nothing of the payments; others do not exist for it', async () => {
    const { number, total } = await placed({
      items: [
        { sku: 'TEA', quantity: 1 },
        { sku: 'CUP', quantity: 1 },
      ],
      shipping: 4_00n,
    })
    await pay(number, total)
    const seen = await card(number, merchant('m2'))
    expect(seen).toMatchObject({
      own: true,
      lines: [{ sku: 'CUP' }],
      payments: [],
      totals: { gross: 3_33n, shipping: 1_00n, total: 4_33n, captured: 0n },
    })
    expect(seen.timeline.map(({ kind }) => kind)).toEqual(['placed', 'paid'])
    expect(await orderCard(db, merchant('m3'), number)).toMatchObject({
      code: 'order.unknown',
      values: { nearest: '' },
    })
    expect(await orderCard(db, visitor, number)).toMatchObject({ code: 'access.denied' })
  })

  test('are found by number in any case, and a wrong number is answered with the nearest', async () => {
    const settings = await readSettings(db)
    await placed({ number: 'SHOP-7788' })
    const look = (text: string) => lookUpOrders(db, settings, support, text, { size: 5 }, now)
    expect(await look('#shop-7788')).toMatchObject({ value: { card: { order: { number: 'SHOP-7788' } } } })
    expect(await look('SHOP-7787')).toMatchObject({
      code: 'order.unknown',
      values: { nearest: expect.stringMatching(/^SHOP-7788/) },
    })
    expect(await look('shop-7878')).toMatchObject({
      code: 'order.unknown',
      values: { nearest: expect.stringMatching(/^SHOP-7788/) },
    })
  })

  test('are listed by filters, newest first, page by page there and back', async () => {
    const settings = await readSettings(db)
    const own: string[] = []
    for (let hour = 0; hour < 7; hour++)
      own.unshift(
        (await placed({ customer: { id: 'c9', name: 'Ana 100%' }, number: `PAGE-${hour}` }, hoursLater(hour >> 1)))
          .number,
      )
    const look = async (cursor: string | null) => {
      const found = await lookUpOrders(
        db,
        settings,
        support,
        'customer:100% pending_payment tea',
        { size: 3, cursor },
        now,
      )
      if (!found.ok || !('matches' in found.value)) throw new Error('no list')
      return { ...found.value.matches, numbers: found.value.matches.rows.map(({ number }) => number) }
    }
    const first = await look(null)
    const second = await look(first.next)
    const third = await look(second.next)
    expect([first.numbers, second.numbers, third.numbers].flat()).toEqual(own)
    expect([first.previous, third.next]).toEqual([null, null])
    const back = await look(third.previous)
    expect(back.numbers).toEqual(second.numbers)
    expect((await look(back.previous)).numbers).toEqual(first.numbers)
    expect((await look(back.previous)).previous).toBeNull()
    expect(await lookUpOrders(db, settings, support, 'colour:red', { size: 3 }, now)).toMatchObject({
      code: 'order.filter_malformed',
    })
  })

  test('keep every invariant', async () => expect(await brokenInvariants(db)).toEqual([]))
})

test('filters are read as typed, days in the zone of the shop', () => {
  expect(parseOrderFilters('status:PAID since:2026-03-09 until:today sku:tea-1 lin 茶', 'Asia/Shanghai', now)).toEqual({
    ok: true,
    value: {
      status: 'paid',
      sku: 'tea-1',
      since: Temporal.Instant.from('2026-03-08T16:00:00Z'),
      until: Temporal.Instant.from('2026-03-10T16:00:00Z'),
      words: ['lin', '茶'],
    },
  })
  for (const text of ['since:2026-02-30', 'status:lost', 'since:soon'])
    expect(parseOrderFilters(text, 'UTC', now)).toMatchObject({ ok: false })
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
