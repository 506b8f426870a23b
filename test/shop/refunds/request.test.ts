import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rebuild } from '../../../analytics/rollups/rebuild.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Database } from '../../../db/connect.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { answerRefundInfo, askRefundInfo } from '../../../shop/refunds/decide.ts'
import { refundCard } from '../../../shop/refunds/details.ts'
import { pendingRefunds } from '../../../shop/refunds/pending.ts'
import { previewRefund } from '../../../shop/refunds/request.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'
import { admin, approver, manager, merchant, support, visitor } from '../people.ts'
import { both, refundWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>

beforeAll(async () => {
  database = await freshDatabase()
  world = await refundWorld(database.db)
})
afterAll(() => database.close())

describe('a dry run', () => {
  test('takes all that is left: goods and shipping, from the latest payment first', async () => {
    const order = await world.paidOrder({ payments: [100_00n, 40_00n] })
    const settings = await readSettings(database.db)
    expect(await previewRefund(database.db, settings, { order, member: support }, now)).toMatchObject({
      ok: true,
      value: {
        left: 140_00n,
        amount: 140_00n,
        goods: 130_00n,
        shipping: 10_00n,
        parts: [
          { payment: 'P2', method: 'wallet', amount: 40_00n },
          { payment: 'P1', method: 'alipay', amount: 100_00n },
        ],
        restock: [],
        required: 1,
        deciders: [admin.id, approver.id, both.id, manager.id],
      },
    })
  })

  test('gives back first what was paid above the price, as no return of any goods', async () => {
    const order = await world.paidOrder({ payments: [140_00n, 140_00n] })
    const settings = await readSettings(database.db)
    const ask = async (amount: string | null) =>
      demand(await previewRefund(database.db, settings, { order, amount, member: support }, now))
    expect(await ask('140')).toMatchObject({ surplus: 140_00n, goods: 0n, shipping: 0n, lines: [] })
    expect(await ask('150')).toMatchObject({ surplus: 140_00n, goods: 10_00n, shipping: 0n })
    expect(await ask(null)).toMatchObject({ amount: 280_00n, surplus: 140_00n, goods: 130_00n, shipping: 10_00n })
    expect(demand(await previewRefund(database.db, settings, { order, member: merchant('m2') }, now))).toMatchObject({
      surplus: 0n,
      goods: 30_00n,
    })
    demand(await world.ask(order, '100'))
    await world.approve(order, manager)
    expect(demand(await orderCard(database.db, support, order)).overpaid).toBe(40_00n)
    expect(await ask('50')).toMatchObject({ surplus: 40_00n, goods: 10_00n })
    const own = await refundCard(database.db, settings, merchant('m1'), `${order}-R1`, now)
    expect(own).toMatchObject({ code: 'refund.unknown' })

    const sales = async () => {
      await refresh(database.db)
      return database.db
        .selectFrom('sales_hours')
        .select(({ fn }) => [fn.sum<bigint>('returns').as('returns'), fn.sum<bigint>('units').as('units')])
        .executeTakeFirstOrThrow()
    }
    const before = await sales()
    await world.submit(order, 'R1', 'P2')
    expect(await sales()).toEqual(before)
    await rebuild(database.db)
    expect(await sales()).toEqual(before)
  })

  test.each(['-5', '1e9', '12.345', '¥', '१२', '0'])('refuses the amount “%s”', async (amount) => {
    const order = await world.paidOrder()
    const preview = await previewRefund(
      database.db,
      await readSettings(database.db),
      { order, amount, member: support },
      now,
    )
    expect(preview).toMatchObject({ code: amount === '0' ? 'refund.zero' : 'amount.malformed' })
  })

  test('of a merchant reaches its own lines only', async () => {
    const order = await world.paidOrder()
    const settings = await readSettings(database.db)
    const ask = (id: string) => previewRefund(database.db, settings, { order, member: merchant(id) }, now)
    expect(await ask('m2')).toMatchObject({ value: { amount: 32_31n, goods: 30_00n, lines: [{ line: 2 }] } })
    expect(await ask('m3')).toMatchObject({ code: 'order.unknown' })
  })
})

describe('a refund that a merchant looks at', () => {
  test('is its own share, and no refund where it has none', async () => {
    const settings = await readSettings(database.db)
    const order = await world.paidOrder()
    const card = (id: string) => refundCard(database.db, settings, merchant(id), `${order}-R1`, now)
    const listed = async (id: string) => {
      const page = demand(await pendingRefunds(database.db, settings, merchant(id), { size: 100 }, now))
      return page.rows.filter((row) => row.order === order).map(({ amount }) => amount)
    }
    demand(await world.ask(order, null))
    const own = { refund: { amount: 32_31n, goods: 30_00n, shipping: 2_31n }, parts: [] }
    expect(await card('m2')).toMatchObject({ value: own })
    // Also what it gets back where it does something about it.
    const step = { refund: `${order}-R1`, via: 'test' }
    demand(await askRefundInfo(database.db, world.jobs, { ...step, member: approver, question: 'why?' }, now))
    const answered = { ...step, member: merchant('m2'), answer: 'so' }
    expect(await answerRefundInfo(database.db, world.jobs, answered, now)).toMatchObject({ value: own })
    expect([await listed('m1'), await listed('m2')]).toEqual([[107_69n], [32_31n]])

    const other = await world.paidOrder()
    demand(await world.ask(other, null, { member: merchant('m2') }))
    const number = `${other}-R1`
    expect(await refundCard(database.db, settings, merchant('m1'), number, now)).toMatchObject({
      code: 'refund.unknown',
    })
    const answer = { refund: number, answer: 'mine', member: merchant('m1'), via: 'test' }
    expect(await answerRefundInfo(database.db, world.jobs, answer, now)).toMatchObject({ code: 'refund.unknown' })
  })
})

describe('a request', () => {
  test('of a small amount is approved at once and queued', async () => {
    const order = await world.paidOrder()
    const asked = await world.ask(order, '50')
    expect(asked).toMatchObject({ value: { number: `${order}-R1`, state: 'approved' } })
    expect(world.added).toContainEqual({
      name: 'refund.submit',
      data: { order, refund: 'R1', payment: 'P1' },
      key: order,
    })
    expect(await world.approve(`${order}-R1`, manager)).toMatchObject({ code: 'approval.automatic' })
  })

  test('sets the money aside, and small ones add up for the policy', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '40')
    const second = await world.ask(order, '11')
    expect(second).toMatchObject({ value: { state: 'requested', approval: { required: 1, amount: 51_00n } } })
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 51_00n })
    expect(await world.ask(order, '89.01')).toMatchObject({ code: 'refund.too_much', values: { left: 89_00n } })
  })

  test('that comes twice at once makes one refund', async () => {
    const order = await world.paidOrder()
    const results = await Promise.all([world.ask(order, '60', { key: 'k' }), world.ask(order, '60', { key: 'k' })])
    expect(results.map((result) => result.ok && result.value.number)).toEqual([`${order}-R1`, `${order}-R1`])
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 60_00n })
  })

  test('of all the money by two people at once is granted to one', async () => {
    const order = await world.paidOrder()
    const results = await Promise.all([world.ask(order, null), world.ask(order, null)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ code: 'refund.nothing_left' })
  })

  test('needs the permission and a reason', async () => {
    const order = await world.paidOrder()
    expect(await world.ask(order, '5', { member: visitor })).toMatchObject({ code: 'access.denied' })
    expect(await world.ask(order, '5', { reason: ' ' })).toMatchObject({ code: 'refund.reason_needed' })
  })
})
