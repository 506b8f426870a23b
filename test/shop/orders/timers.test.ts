import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { orderBoard } from '../../../shop/orders/board.ts'
import { deliverOrder } from '../../../shop/orders/deliver.ts'
import { holdOrder } from '../../../shop/orders/hold.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { cancelUnpaid } from '../../../shop/orders/unpaid.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { sweepTimers } from '../../../shop/timers/index.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant } from '../people.ts'
import { nobody, orderWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
  await database.db.transaction().execute(async (trx) => {
    await keepReceiver(trx, true, now)
    await grantRole(trx, { member: 'UM1', role: 'merchant', merchant: 'm1', by: null, via: 'test' }, now)
  })
})
afterAll(() => database.close())

/** Everything that is due at these hours, by two processes at once. */
async function ticks(...hours: number[]) {
  for (const hour of hours) await Promise.all([1, 2].map(() => sweepTimers(database.db, world.jobs, hoursLater(hour))))
}
/** When what happened by itself happened, in hours. */
const timeline = async (number: string) =>
  (await world.card(number)).timeline
    .filter(({ kind }) => !['placed', 'payment_captured', 'paid', 'processing', 'shipped', 'delivered'].includes(kind))
    .map(({ kind, at }) => [kind, now.until(at).total('hours')])
const told = async (type: string, order: string) =>
  (
    await database.db
      .selectFrom('callbacks')
      .select('data')
      .where('type', '=', type)
      .where('subject', '=', `order:${order}`)
      .execute()
  ).map(({ data }) => data)

test('a customer is reminded of what is left to pay once, at its time, and then the order is cancelled', async () => {
  const [unpaid, part, imported] = [await world.placed(), await world.placed(), await world.placed()]
  await world.pay(part.number, 4_00n)
  await database.db.updateTable('orders').set({ imported: true }).where('number', '=', imported.number).execute()
  await ticks(11, 12, 13, 23)
  await cancelUnpaid(database.db, world.jobs, hoursLater(24))
  await ticks(25)
  expect(await timeline(unpaid.number)).toEqual([
    ['payment_reminded', 12],
    ['cancelled_unpaid', 24],
  ])
  expect(await told('order.payment_due', unpaid.number)).toEqual([
    { order: unpaid.number, amount: '10.00', currency: 'CNY', cancelled_at: String(hoursLater(24)) },
  ])
  expect(await told('order.payment_due', part.number)).toEqual([
    { order: part.number, amount: '6.00', currency: 'CNY' },
  ])
  expect(await told('order.payment_due', imported.number)).toEqual([])
})

test('beats that were missed are made up for once; what is about to be cancelled is not asked for', async () => {
  const [late, tooLate] = [await world.placed({}, hoursLater(100)), await world.placed({}, hoursLater(80))]
  await ticks(120)
  expect(await timeline(late.number)).toEqual([['payment_reminded', 120]])
  expect(await timeline(tooLate.number)).toEqual([])
})

test('those who send the goods are reminded before they are late: the merchant, else the operations channel', async () => {
  const items = [
    { sku: 'TEA', quantity: 1 },
    { sku: 'CUP', quantity: 1 },
  ]
  const [open, held] = [await world.placed({ items }), await world.placed({ items })]
  for (const { number, total } of [open, held]) await world.pay(number, total)
  demand(await holdOrder(database.db, { ...nobody, order: held.number, reason: 'wait' }, now))
  // Paid after an hour, to leave within 48.
  await ticks(36, 37, 40)
  expect(await timeline(open.number)).toEqual([['ship_reminded', 37]])
  const sent = await database.db
    .selectFrom('messages')
    .select(['channel', 'subject'])
    .where('kind', '=', 'order.ship_reminder')
    .execute()
  expect(sent.map(({ channel, subject }) => [channel, subject.split(' ').at(-1)]).toSorted()).toEqual([
    ['UM1', 'm1'],
    ['channel.operations', 'm2'],
  ])
  expect((await timeline(held.number)).map(([kind]) => kind)).toEqual(['held'])
})

test('a delivered order is complete some days later, not while goods are being sent back', async () => {
  const [kept, back] = [await world.placed(), await world.placed()]
  for (const { number, total } of [kept, back]) {
    await world.pay(number, total)
    demand(await shipOrder(database.db, world.jobs, { ...nobody, order: number }, hoursLater(2)))
    demand(await deliverOrder(database.db, { ...nobody, order: number }, hoursLater(30)))
  }
  const asked = { order_number: back.number, id: 'r', kind: 'return', state: 'requested', reason: '', seq: 1 }
  await database.db
    .insertInto('returns')
    .values({ ...asked, requested_at: now })
    .execute()
  await ticks(30 + 7 * 24 - 1, 30 + 7 * 24, 300)
  expect(await timeline(kept.number)).toEqual([['completed', 198]])
  expect(await timeline(back.number)).toEqual([])
})

test('the board counts what is open by status and age and marks what is late, for a merchant its own', async () => {
  const settings = await readSettings(database.db)
  const board = async (member = manager, hours = 120) =>
    demand(await orderBoard(database.db, settings, member, hoursLater(hours)))
  const rows = await board()
  expect(rows.map(({ status }) => status)).toEqual(['pending_payment', 'paid', 'processing', 'shipped', 'delivered'])
  expect(rows.find(({ status }) => status === 'paid')).toMatchObject({ count: 2, late: 2, ages: [0, 0, 2, 0] })
  expect(rows.find(({ status }) => status === 'delivered')).toMatchObject({ count: 1, late: 0, ages: [0, 0, 1, 0] })
  expect((await board(merchant('m2'))).map(({ count }) => count)).toEqual([0, 2, 0, 0, 0])
  expect((await board(merchant('m9'))).every(({ count, oldest }) => count === 0 && oldest === null)).toBe(true)
})
