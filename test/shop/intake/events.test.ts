import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { setRate } from '../../../shop/rates/set.ts'
import { rejectRefund } from '../../../shop/refunds/decide.ts'
import { demand, type Refusal } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { orderWorld } from '../orders/world.ts'
import { approver, manager } from '../people.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
})
afterAll(() => database.close())

let ids = 0
const tell = async (type: string, data: object) =>
  demand(await takeEvent(database.db, world.jobs, `e${++ids}`, { type, timestamp: String(now), data }, now))

test('a payment is kept under the code of its method, however that is written; what is no method stays as it is', async () => {
  const { number } = await world.placed()
  for (const [payment, method, type] of [
    ['P1', 'Wallet', 'payment.failed'],
    ['P2', '支付宝', 'order.paid'],
    ['P3', 'Shells', 'order.paid'],
  ] as const)
    expect((await tell(type, { order: number, payment, method, amount: '1.00' })).state).toBe('applied')
  const rows = await database.db.selectFrom('payments').select('method').orderBy('id').execute()
  expect(rows.map(({ method }) => method)).toEqual(['wallet', 'alipay', 'Shells'])
})

test('money in why an event is refused is told as people write it', async () => {
  const { number } = await world.placed({ items: [{ sku: 'TEA', quantity: 5 }] })
  await tell('order.paid', { order: number, payment: 'P1', method: 'alipay', amount: '46.00' })
  const asked = { order: number, request: 'rq-1', amount: '50.00', reason: 'late' }
  const { state, refusal } = await tell('refund.requested', asked)
  expect([state, refusal?.code]).toEqual(['refused', 'refund.too_much'])
  const words = refusalWords(refusal as unknown as Refusal, 'en')
  for (const text of ['50.00', '46.00']) expect(words).toContain(text)
})

test('what a refund had set aside goes back as well when it ends without money after the order was cancelled', async () => {
  const left = async (number: string) => {
    const { rows } = await sql<{ id: string; amount: bigint; state: string }>`
      select id, amount, state from refunds where order_number = ${number} order by id`.execute(database.db)
    return rows.map(({ id, amount, state }) => [id, amount, state])
  }
  const never = { key: 'refund.automatic_up_to', text: '0', member: manager, via: 'test' }
  demand(await setSetting(database.db, never, now))
  for (const end of ['rejected', 'expired'] as const) {
    const { number } = await world.placed({ items: [{ sku: 'TEA', quantity: 5 }] })
    await tell('order.paid', { order: number, payment: `P-${end}`, method: 'alipay', amount: '46.00' })
    await tell('refund.requested', { order: number, request: `rq-${end}`, amount: '20.00', reason: 'late' })
    await tell('order.cancel_requested', { order: number })
    expect(await left(number)).toEqual([
      ['R1', 20_00n, 'requested'],
      ['R2', 26_00n, 'approved'],
    ])
    const reject = { refund: `${number}-R1`, member: approver, reason: 'no', via: 'test' }
    if (end === 'rejected') demand(await rejectRefund(database.db, world.jobs, reject, now))
    else await sweepApprovals(database.db, world.jobs, hoursLater(24 * 30))
    expect(await left(number)).toEqual([
      ['R1', 20_00n, end],
      ['R2', 26_00n, 'approved'],
      ['R3', 20_00n, 'approved'],
    ])
  }
})

test('an order without its rate keeps that of the shop at its time; without either it is refused until there is one', async () => {
  const order = {
    ...{ order: 'usd-1', customer: { id: 'c1' }, currency: 'USD' },
    items: [{ sku: 'TEA', quantity: 1, unit_price: '3.00' }],
  }
  const { state, refusal } = await tell('order.placed', order)
  expect([state, refusal?.code]).toEqual(['refused', 'intake.rate_missing'])
  demand(await setRate(database.db, { currency: 'USD', rate: '7.12', member: manager, via: 'test' }, now))
  expect((await tell('order.placed', order)).state).toBe('applied')
  const { rate } = await database.db
    .selectFrom('orders')
    .select('rate')
    .where('number', '=', 'usd-1')
    .executeTakeFirstOrThrow()
  expect(Number(rate)).toBe(7.12)
})
