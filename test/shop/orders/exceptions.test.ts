import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { askCustomer } from '../../../shop/exceptions/ask-customer.ts'
import { answerLate, escalateLate } from '../../../shop/exceptions/late.ts'
import { reportException } from '../../../shop/exceptions/open.ts'
import { exceptionQueue, unansweredLate } from '../../../shop/exceptions/queue.ts'
import { claimException, closeException, settleExceptions } from '../../../shop/exceptions/settle.ts'
import { deliverOrder } from '../../../shop/orders/deliver.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { demand } from '../../../shop/result.ts'
import { sweepTimers } from '../../../shop/timers/index.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { manager, merchant, support } from '../people.ts'
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

const by = { member: manager, via: 'test' }
/** Everything that planners do at an hour, by two processes at once. */
const tick = (hours: number) =>
  Promise.all(
    [1, 2].map(async () => {
      await sweepTimers(database.db, world.jobs, hoursLater(hours))
      await escalateLate(database.db, world.jobs, hoursLater(hours))
      await settleExceptions(database.db, world.jobs, hoursLater(hours))
    }),
  )
const queue = async (kind = '') => demand(await exceptionQueue(database.db, manager, kind, { size: 20 })).rows
const events = async (number: string) =>
  (await world.card(number)).timeline
    .filter(({ kind }) => /late|exception/.test(kind))
    .map(({ kind, at }) => [kind, now.until(at).total('hours')])
const told = async (kind: string, beginning: string) =>
  (await database.db.selectFrom('messages').select(['kind', 'subject', 'channel']).where('kind', '=', kind).execute())
    .filter(({ subject }) => subject.startsWith(beginning))
    .map(({ channel }) => channel)
const paidOrder = async (items = [{ sku: 'TEA', quantity: 1 }]) => {
  const { number, total } = await world.placed({ items })
  await world.pay(number, total)
  return number
}
const answer = (ref: string, day: string, hours: number, reason = 'the kiln broke', member = merchant('m1')) =>
  answerLate(database.db, world.jobs, { ref, reason, day, member, via: 'test' }, hoursLater(hours))

test('who should have sent a late order is asked why; the customer is told the new day, and lateness counts from it', async () => {
  const number = await paidOrder()
  await tick(48)
  expect(await queue()).toEqual([])
  await tick(49)
  const ref = `${number}-E1`
  expect(await told('order.late', ref)).toEqual(['UM1'])
  expect(await unansweredLate(database.db, merchant('m1'))).toBe(1)
  for (const [day, reason, code] of [
    ['2026-03-11', 'late', 'exception.day_malformed'],
    ["2026-02-30'; --", 'late', 'exception.day_malformed'],
    ['2026-03-14', ' \u200b', 'exception.reason_needed'],
  ] as const)
    expect(await answer(ref, day, 50, reason)).toMatchObject({ code })
  expect(await answer(ref, '2026-03-14', 50, 'x', merchant('m2'))).toMatchObject({ code: 'exception.unknown' })
  demand(await answer(ref, '2026-03-14', 50, 'broken <!channel>'))
  demand(await answer(ref, '2026-03-15', 51))
  const callbacks = await database.db
    .selectFrom('callbacks')
    .select('data')
    .where('type', '=', 'order.delayed')
    .execute()
  expect(callbacks.map(({ data }) => data)).toEqual([
    { order: number, ships_by: '2026-03-14', reason: 'broken <!channel>' },
    { order: number, ships_by: '2026-03-15', reason: 'the kiln broke' },
  ])
  // The end of the 15th in Shanghai is 16:00 UTC, 124 hours from the start.
  await tick(123)
  expect(await queue()).toMatchObject([{ ref, promised_on: '2026-03-15' }])
  await tick(124)
  expect((await queue()).map((one) => one.ref)).toEqual([`${number}-E2`])
  demand(await shipOrder(database.db, world.jobs, { ...nobody, order: number }, hoursLater(130)))
  await tick(131)
  expect(await queue()).toEqual([])
  expect(await events(number)).toEqual([
    ['exception_opened', 49],
    ['late_answered', 50],
    ['late_answered', 51],
    ['exception_settled', 124],
    ['exception_opened', 124],
    ['exception_settled', 131],
  ])
  expect(await answer(`${number}-E2`, '2026-03-20', 132)).toMatchObject({ code: 'exception.closed' })
})

test('a late order about which nobody answers is escalated once, at its time', async () => {
  const number = await paidOrder([
    { sku: 'TEA', quantity: 1 },
    { sku: 'CUP', quantity: 1 },
  ])
  await tick(49)
  expect(await told('order.late', number)).toEqual(['UM1', 'channel.operations'])
  demand(await answer(`${number}-E1`, '2026-03-20', 60))
  for (const hours of [72, 73, 80]) await tick(hours)
  expect(await told('order.exception', number)).toEqual(['channel.operations'])
  expect(await events(number)).toEqual([
    ['exception_opened', 49],
    ['exception_opened', 49],
    ['late_answered', 60],
    ['late_escalated', 73],
  ])
})

test('an order that should have arrived becomes an exception until it does', async () => {
  const number = await paidOrder()
  demand(await shipOrder(database.db, world.jobs, { ...nobody, order: number }, hoursLater(2)))
  await tick(2 + 168 + 23)
  expect(await queue('overdue_delivery')).toEqual([])
  await tick(2 + 168 + 24)
  expect(await queue('overdue_delivery')).toMatchObject([{ order_number: number, status: 'shipped' }])
  demand(await deliverOrder(database.db, { ...nobody, order: number }, hoursLater(270)))
  await tick(271)
  expect(await queue('overdue_delivery')).toEqual([])
})

test('what somebody reports waits in the queue, is claimed, and ends with what was done', async () => {
  const number = await paidOrder()
  const report = (kind: string, note: string, member = support) =>
    reportException(database.db, world.jobs, { order: number, kind, note, member, via: 'test' }, now)
  for (const [kind, note, code] of [
    ['constructor', 'x', 'exception.kind_unknown'],
    ['address_problem', ' ', 'exception.note_needed'],
  ] as const)
    expect(await report(kind, note)).toMatchObject({ code })
  expect(await report('address_problem', 'x', merchant('m1'))).toMatchObject({ code: 'access.denied' })
  const { ref } = demand(await report('address_problem', 'no house number <!channel>'))
  expect(await report('address_problem', 'again')).toMatchObject({ code: 'exception.open_already' })
  expect(await told('order.exception', ref)).toEqual(['channel.operations'])
  const claim = () => claimException(database.db, world.jobs, { ...by, ref }, now)
  expect(demand(await claim()).claimed_by).toBe('UMANAGER')
  expect(demand(await claim()).claimed_by).toBeNull()
  const asked = { ...by, order: number, question: '门牌号是多少？' }
  expect(demand(await askCustomer(database.db, asked, now))).toBe(number)
  expect(await askCustomer(database.db, { ...asked, question: '\u200b' }, now)).toMatchObject({ ok: false })
  const close = () =>
    closeException(database.db, world.jobs, { ...by, ref, outcome: 'resolved', note: 'called her' }, now)
  expect(demand(await close())).toMatchObject({ outcome: 'resolved', outcome_note: 'called her' })
  expect(await close()).toMatchObject({ code: 'exception.closed' })
  for (const text of ['', 'E1', `${number}-E0`, `${number}-E99999999999`, "' or 1=1 --"])
    expect(await claimException(database.db, world.jobs, { ...by, ref: text }, now)).toMatchObject({
      code: 'exception.unknown',
    })
})
