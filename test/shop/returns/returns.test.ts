import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { deliverOrder } from '../../../shop/orders/deliver.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { demand } from '../../../shop/result.ts'
import { approveReturn, cancelReturn, receiveReturn, refuseReturn } from '../../../shop/returns/decide.ts'
import { type Inspection, inspectReturn } from '../../../shop/returns/inspect.ts'
import { lapseReturns } from '../../../shop/returns/lapse.ts'
import { requestReturn } from '../../../shop/returns/request.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager, support } from '../people.ts'
import { both, refundWorld } from '../refunds/world.ts'

let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await refundWorld(database.db)
  for (const [sku, price] of [
    ['POT', 130_00n],
    ['BOWL', 20_00n],
    ['SAME', 100_00n],
  ] as const)
    await putOnSale(database.db, { sku, price, onHand: 50 })
  await database.db.transaction().execute((trx) => keepReceiver(trx, true, now))
})
afterAll(async () => {
  expect(await brokenInvariants(database.db)).toEqual([])
  await database.close()
})

const storefront = { member: null, via: 'storefront' }
let requests = 0

/** A shipped and delivered order of some TEA at 100.00 and as many CUP at 30.00, with 10.00 shipping. */
async function delivered(quantity = 1): Promise<string> {
  const payments = [130_00n * BigInt(quantity) + 10_00n]
  const order = await world.paidOrder({ payments, quantity, ship: true })
  demand(await deliverOrder(database.db, { order, ...storefront }, now))
  return order
}

const ask = (order: string, lines: { line: number; quantity: number; wanted?: string }[], at = now) =>
  requestReturn(
    database.db,
    world.jobs,
    {
      ...{ order, id: `rq-${++requests}`, lines, reason: 'too small', ...storefront },
      kind: lines[0]?.wanted ? 'exchange' : 'return',
    },
    at,
  )
const by = (order: string) => ({ return: `${order}-rt1`, member: manager, via: 'test' })
const approve = (order: string, at = now) =>
  approveReturn(database.db, world.jobs, { ...by(order), instructions: 'Send it <b>' }, at)
const receive = (order: string) => receiveReturn(database.db, world.jobs, by(order), now)
const inspect = (order: string, lines: Inspection['lines'], reason: string | null = null) =>
  inspectReturn(database.db, world.jobs, { ...by(order), lines, reason }, now)

/** An exchange of one TEA that is approved. */
async function exchanging(wanted: string): Promise<string> {
  const order = await delivered()
  demand(await ask(order, [{ line: 1, quantity: 1, wanted }]))
  demand(await approve(order))
  return order
}

const told = async (order: string, type = 'return.status_changed') => {
  const rows = await database.db
    .selectFrom('callbacks')
    .select('data')
    .where('type', '=', type)
    .where('subject', '=', `order:${order}`)
    .orderBy('seq')
    .execute()
  return rows.map(({ data }) => data as Record<string, unknown>)
}
const order = (number: string) =>
  database.db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
const refunds = async (number: string) => {
  const rows = await database.db
    .selectFrom('refunds')
    .selectAll()
    .where('order_number', '=', number)
    .orderBy('id')
    .execute()
  return rows.map(({ id, amount, state }) => [id, amount, state])
}
const onHand = async (sku: string) =>
  (await database.db.selectFrom('stock').selectAll().where('sku', '=', sku).executeTakeFirstOrThrow()).on_hand

test('a return goes from its request to the money of what is accepted, and the customer is told of each step', async () => {
  const number = await delivered(2)
  const cups = await onHand('CUP')
  const teas = await onHand('TEA')
  demand(
    await ask(number, [
      { line: 1, quantity: 2 },
      { line: 2, quantity: 2 },
    ]),
  )
  expect(await ask(number, [{ line: 1, quantity: 1 }])).toMatchObject({ code: 'intake.nothing_to_return' })
  expect(await receive(number)).toMatchObject({ code: 'return.wrong_state' })
  demand(await approve(number))
  expect(await approve(number)).toMatchObject({ code: 'return.wrong_state' })
  demand(await receive(number))
  const found = [
    { line: 1, accepted: 1, writeOff: true },
    { line: 2, accepted: 2, writeOff: false },
  ]
  expect(await inspect(number, found)).toMatchObject({ code: 'return.reason_needed' })
  expect(await inspect(number, [{ line: 1, accepted: 3, writeOff: false }], 'x')).toMatchObject({
    code: 'return.pieces_malformed',
  })
  const done = demand(await inspect(number, found, 'worn'))
  expect(done.asked).toMatchObject({ state: 'accepted', refund: `${number}-R1` })
  expect(await refunds(number)).toEqual([['R1', 160_00n, 'requested']])
  const lines = await database.db.selectFrom('refund_lines').selectAll().where('order_number', '=', number).execute()
  expect(lines.map(({ line, quantity, goods }) => [line, quantity, goods])).toEqual([
    [1, 1, 100_00n],
    [2, 2, 60_00n],
  ])
  expect([await onHand('CUP'), await onHand('TEA')]).toEqual([cups + 2, teas])
  const steps = await told(number)
  expect(steps.map(({ status }) => status)).toEqual(['requested', 'approved', 'received', 'accepted'])
  expect(steps[1]).toMatchObject({ number: `${number}-RT1`, instructions: 'Send it <b>' })
  expect(steps[3]).toMatchObject({ refund: 'R1', reason: 'worn', lines: [{ accepted: 1 }, { accepted: 2 }] })

  // A later refund of the rest, with its goods, puts nothing on the shelf that the return brought back already.
  demand(await world.approve(`${number}-R1`, both))
  await world.submit(number, 'R1', 'P1')
  demand(await world.ask(number, null, { restock: true }))
  demand(await world.approve(`${number}-R2`, both))
  await world.submit(number, 'R2', 'P1')
  expect([await onHand('CUP'), await onHand('TEA')]).toEqual([cups + 2, teas + 1])
})

test('of what was given back already no money goes again, and a refused return gives none', async () => {
  const number = await delivered()
  demand(await ask(number, [{ line: 1, quantity: 1 }]))
  demand(await world.ask(number, '135', { member: support }))
  demand(await approve(number))
  demand(await receive(number))
  demand(await inspect(number, [{ line: 1, accepted: 1, writeOff: false }]))
  const sum = (await refunds(number)).reduce((total, [, amount]) => total + (amount as bigint), 0n)
  expect(sum).toBeLessThanOrEqual(140_00n)
  const other = await delivered()
  demand(await ask(other, [{ line: 1, quantity: 1 }]))
  demand(await approve(other))
  demand(await receive(other))
  expect(demand(await inspect(other, [], 'not ours')).asked.state).toBe('refused')
  expect(await refunds(other)).toEqual([])
  const third = await delivered()
  demand(await ask(third, [{ line: 1, quantity: 1 }]))
  expect(await refuseReturn(database.db, world.jobs, { ...by(third), reason: '\u200b' }, now)).toMatchObject({
    code: 'return.reason_needed',
  })
  demand(await refuseReturn(database.db, world.jobs, { ...by(third), reason: 'worn' }, now))
  demand(await ask(third, [{ line: 1, quantity: 1 }]))
})

test('goods come back within the days of the settings only: asked for in time, and sent in time', async () => {
  const number = await delivered()
  const asked = (days: number) => ask(number, [{ line: 1, quantity: 1 }], hoursLater(24 * days))
  expect(await ask(number, [{ line: 1, quantity: 1 }], hoursLater(24 * 30).add({ seconds: 1 }))).toMatchObject({
    code: 'return.too_late',
  })
  demand(await asked(30))
  const from = hoursLater(24 * 31)
  demand(await approve(number, from))
  const last = from.add({ hours: 24 * 14 })
  expect(await lapseReturns(database.db, world.jobs, last.subtract({ seconds: 1 }))).toBe(0)
  const twice = [lapseReturns(database.db, world.jobs, last), lapseReturns(database.db, world.jobs, last)]
  expect((await Promise.all(twice)).reduce((sum, count) => sum + count, 0)).toBe(1)
  expect((await told(number)).map(({ status }) => status)).toEqual(['requested', 'approved', 'lapsed'])
  expect(await receive(number)).toMatchObject({ code: 'return.wrong_state' })
})

test('an exchange for dearer goods waits for the difference, and leaves once the others have come', async () => {
  const number = await exchanging('POT')
  const other = `${number}-X1`
  expect(await order(other)).toMatchObject({
    status: 'pending_payment',
    total: 130_00n,
    captured: 100_00n,
    exchange_of: number,
  })
  expect(await order(number)).toMatchObject({ refund_reserved: 100_00n, refunded: 0n })
  expect((await told(number)).at(-1)).toMatchObject({
    exchange: { order: other, total: '130.00', credit: '100.00', to_pay: '30.00', to_refund: '0.00' },
  })
  const pay = { order: other, payment: 'P1', method: 'alipay', amount: 30_00n }
  demand(await capturePayment(database.db, pay, now))
  expect(await order(other)).toMatchObject({ status: 'paid' })
  const send = () => shipOrder(database.db, world.jobs, { order: other, member: manager, via: 'test' }, now)
  expect(await send()).toMatchObject({ code: 'exchange.not_received' })
  // Its money is not its own yet.
  demand(await world.ask(other, '30'))
  expect(await world.ask(other, '1')).toMatchObject({ code: 'refund.nothing_left' })
  demand(await receive(number))
  demand(await send())
  expect(await inspect(number, [], 'worn')).toMatchObject({ code: 'exchange.left' })
  demand(await inspect(number, [{ line: 1, accepted: 1, writeOff: false }]))
  expect(await order(number)).toMatchObject({ refund_reserved: 0n, refunded: 100_00n })
  expect(await refunds(number)).toEqual([['R1', 100_00n, 'succeeded']])
  // No money went back.
  expect(await told(number, 'refund.status_changed')).toEqual([])
  expect((await told(number)).filter(({ refund }) => refund !== undefined)).toEqual([])
  // What is given back of it later goes by the payment that it came in by.
  demand(await world.ask(other, '40'))
  demand(await world.approve(`${other}-R2`, both))
  await world.submit(other, 'R2', 'exchange:P1')
  expect(await refunds(other)).toContainEqual(['R2', 40_00n, 'succeeded'])
  const parts = database.db.selectFrom('refund_parts').select('method').where('order_number', '=', other)
  expect(await parts.where('refund_id', '=', 'R2').execute()).toEqual([{ method: 'alipay' }])
})

test('an exchange for cheaper goods gives the difference back, and one for as dear ones is paid at once', async () => {
  const cheaper = await exchanging('BOWL')
  expect(await order(`${cheaper}-X1`)).toMatchObject({ status: 'paid', total: 20_00n, captured: 20_00n })
  expect((await told(cheaper)).at(-1)).toMatchObject({ exchange: { to_pay: '0.00', to_refund: '80.00' } })
  demand(await receive(cheaper))
  demand(await inspect(cheaper, [{ line: 1, accepted: 1, writeOff: false }]))
  expect(await refunds(cheaper)).toEqual([
    ['R1', 20_00n, 'succeeded'],
    ['R2', 80_00n, 'requested'],
  ])
  expect((await told(cheaper)).at(-1)).toMatchObject({ refund: 'R2' })
  const same = await exchanging('SAME')
  expect(await order(`${same}-X1`)).toMatchObject({ status: 'paid', captured: 100_00n })
})

test.each(['lapsed', 'cancelled', 'refused'] as const)('an exchange that is %s frees everything', async (end) => {
  const before = await database.db.selectFrom('stock').selectAll().where('sku', '=', 'POT').executeTakeFirstOrThrow()
  const number = await exchanging('POT')
  const other = `${number}-X1`
  const pay = { order: other, payment: 'P1', method: 'alipay', amount: 30_00n }
  demand(await capturePayment(database.db, pay, now))
  if (end === 'lapsed') await lapseReturns(database.db, world.jobs, hoursLater(24 * 15))
  else if (end === 'cancelled')
    demand(await cancelReturn(database.db, world.jobs, { ...by(number), reason: 'keeps it' }, now))
  else {
    demand(await receive(number))
    demand(await inspect(number, [], 'worn'))
  }
  expect((await told(number)).at(-1)).toMatchObject({ status: end })
  expect(await order(other)).toMatchObject({ status: 'cancelled', captured: 30_00n, refund_reserved: 30_00n })
  expect(await order(number)).toMatchObject({ refund_reserved: 0n, refunded: 0n, captured: 140_00n })
  const after = await database.db.selectFrom('stock').selectAll().where('sku', '=', 'POT').executeTakeFirstOrThrow()
  expect([after.on_hand, after.reserved]).toEqual([before.on_hand, before.reserved])
})

test('where the order of an exchange is cancelled, the goods come back for their money', async () => {
  const number = await exchanging('SAME')
  demand(await cancelOrder(database.db, world.jobs, { order: `${number}-X1`, ...storefront }, now))
  demand(await receive(number))
  demand(await inspect(number, [{ line: 1, accepted: 1, writeOff: false }]))
  expect(await refunds(number)).toEqual([
    ['R1', 100_00n, 'withdrawn'],
    ['R2', 100_00n, 'requested'],
  ])
})

test('an exchange of goods that are sold out, or priced otherwise, is refused whole', async () => {
  await putOnSale(database.db, { sku: 'GONE', price: 1_00n, onHand: 0 })
  await sql`update products set currency = 'USD' where sku = 'GONE'`.execute(database.db)
  const number = await delivered()
  demand(await ask(number, [{ line: 1, quantity: 1, wanted: 'GONE' }]))
  expect(await approve(number)).toMatchObject({ code: 'exchange.currency' })
  await sql`update products set currency = 'CNY' where sku = 'GONE'`.execute(database.db)
  expect(await approve(number)).toMatchObject({ code: 'stock.sold_out' })
  expect((await told(number)).map(({ status }) => status)).toEqual(['requested'])
})
