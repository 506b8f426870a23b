import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { answerRefundInfo, askRefundInfo, withdrawRefund } from '../../../shop/refunds/decide.ts'
import { refundOfMessage } from '../../../shop/refunds/details.ts'
import { pendingRefunds } from '../../../shop/refunds/pending.ts'
import { previewRefund } from '../../../shop/refunds/request.ts'
import { retryRefund } from '../../../shop/refunds/retry.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { admin, approver, manager, merchant, person, support, visitor } from '../people.ts'
import { both, refundWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>
let answer: 'pays' | 'declines' | 'breaks' | 'loses its answer' = 'pays'

beforeAll(async () => {
  database = await freshDatabase()
  world = await refundWorld(database.db, {
    script: () => {
      if (answer === 'breaks') throw new Error('connection reset')
      return answer === 'declines' ? { ok: false, code: 'closed', message: 'account closed' } : null
    },
    onReply: () => {
      if (answer === 'loses its answer') throw new Error('timed out')
    },
  })
})
afterAll(() => database.close())

const stateOf = async (refund: string) =>
  (await refundOfMessage(database.db, await readSettings(database.db), refund))?.state
const onHand = async (sku: string) =>
  (await database.db.selectFrom('stock').select('on_hand').where('sku', '=', sku).executeTakeFirstOrThrow()).on_hand

describe('a dry run', () => {
  test('takes all that is left: goods and shipping, from the latest payment first', async () => {
    const order = await world.paidOrder({ payments: [100_00n, 40_00n] })
    const settings = await readSettings(database.db)
    expect(await previewRefund(database.db, settings, { order, member: support })).toMatchObject({
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

  test.each(['-5', '1e9', '12.345', '¥', '१२', '0'])('refuses the amount “%s”', async (amount) => {
    const order = await world.paidOrder()
    const preview = await previewRefund(database.db, await readSettings(database.db), {
      order,
      amount,
      member: support,
    })
    expect(preview).toMatchObject({ code: amount === '0' ? 'refund.zero' : 'amount.malformed' })
  })

  test('of a merchant reaches its own lines only', async () => {
    const order = await world.paidOrder()
    const settings = await readSettings(database.db)
    const ask = (id: string) => previewRefund(database.db, settings, { order, member: merchant(id) })
    expect(await ask('m2')).toMatchObject({ value: { amount: 32_31n, goods: 30_00n, lines: [{ line: 2 }] } })
    expect(await ask('m3')).toMatchObject({ code: 'order.unknown' })
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
    expect(await world.ask(order, '89.01')).toMatchObject({ code: 'refund.too_much', values: { left: '89.00' } })
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
  })
})

describe('a decision', () => {
  test('of two approvers who click at once is one decision; the other learns who decided', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100')
    const results = await Promise.all([world.approve(order, approver), world.approve(`${order}-r1`, manager)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({
      values: { member: expect.stringMatching(/APPROVER|MANAGER/) },
    })
    expect(world.added.filter(({ name, key }) => name === 'refund.submit' && key === order)).toHaveLength(1)
  })

  test('is not for the requester, nor for who may not', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100', { member: manager })
    expect(await world.approve(order, manager)).toMatchObject({ code: 'approval.own_request' })
    expect(await world.approve(order, support)).toMatchObject({ code: 'access.denied' })
  })

  test('above the one-approver tier takes two different roles, whoever comes first', async () => {
    const order = await world.paidOrder({ quantity: 20, payments: [2610_00n] })
    await world.ask(order, '2000')
    expect(await world.approve(order, both)).toMatchObject({ value: { state: 'requested' } })
    expect(await world.approve(order, both)).toMatchObject({ code: 'approval.you_approved' })
    expect(await world.approve(order, approver)).toMatchObject({ value: { state: 'approved' } })
  })

  test('by two of the same role does not count', async () => {
    const order = await world.paidOrder({ quantity: 20, payments: [2610_00n] })
    await world.ask(order, '2000')
    await world.approve(order, approver)
    expect(await world.approve(order, person('UOTHER', ['approver']))).toMatchObject({ code: 'approval.same_role' })
    const details = await refundOfMessage(database.db, await readSettings(database.db), `${order}-R1`)
    expect(details?.deciders).toEqual([admin.id, both.id, manager.id])
  })

  test("beyond the approvers' limit is for managers and admins", async () => {
    const order = await world.paidOrder({ quantity: 60, payments: [7810_00n] })
    await world.ask(order, '6000')
    expect(await world.approve(order, approver)).toMatchObject({ code: 'approval.over_limit' })
    expect(await world.approve(order, manager)).toMatchObject({ ok: true })
    expect(await world.approve(order, admin)).toMatchObject({ value: { state: 'approved' } })
  })

  test('against it frees the money and stays', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100')
    expect(await world.reject(order, approver)).toMatchObject({ value: { state: 'rejected' } })
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 0n })
    expect(await world.approve(`${order}-R1`, manager)).toMatchObject({
      code: 'approval.already_rejected',
      values: { member: approver.id, reason: 'no' },
    })
  })

  test('waits for the answer to a question', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100')
    const step = { refund: order, via: 'test' }
    await askRefundInfo(database.db, world.jobs, { ...step, member: approver, question: 'Photo?' }, now)
    expect(await world.approve(order, approver)).toMatchObject({ code: 'approval.info_awaited' })
    const answered = await answerRefundInfo(database.db, world.jobs, { ...step, member: support, answer: 'Sent.' }, now)
    expect(answered).toMatchObject({
      value: {
        state: 'requested',
        notes: [
          { kind: 'asked', text: 'Photo?' },
          { kind: 'given', text: 'Sent.' },
        ],
      },
    })
    expect(await world.approve(order, approver)).toMatchObject({ ok: true })
  })

  test('is not needed any more once the requester withdraws', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '100')
    const step = { refund: order, via: 'test' }
    expect(await withdrawRefund(database.db, world.jobs, { ...step, member: manager }, now)).toMatchObject({
      code: 'approval.not_yours',
    })
    expect(await withdrawRefund(database.db, world.jobs, { ...step, member: support }, now)).toMatchObject({
      value: { state: 'withdrawn' },
    })
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 0n })
  })
})

describe('what waits', () => {
  test('is listed with who can decide, named by its order, and reminded of and ended once', async () => {
    const fresh = await freshDatabase()
    try {
      const own = await refundWorld(fresh.db)
      const order = await own.paidOrder()
      await own.ask(order, '60')
      await own.ask(order, '70')
      const list = await pendingRefunds(fresh.db, await readSettings(fresh.db), support, { size: 5 })
      expect(list).toMatchObject({
        value: {
          rows: [
            { number: `${order}-R1`, deciders: [admin.id, approver.id, both.id, manager.id] },
            { number: `${order}-R2` },
          ],
        },
      })
      expect(await own.approve(order, manager)).toMatchObject({
        code: 'refund.several_wait',
        values: { refunds: `${order}-R1, ${order}-R2` },
      })

      const sweepAt = async (hours: number) => {
        const sweeps = await Promise.all([1, 2, 3].map(() => sweepApprovals(fresh.db, own.jobs, hoursLater(hours))))
        return sweeps.reduce((sum, one) => ({
          reminded: sum.reminded + one.reminded,
          expired: sum.expired + one.expired,
        }))
      }
      expect(await sweepAt(3)).toEqual({ reminded: 0, expired: 0 })
      expect(await sweepAt(4)).toEqual({ reminded: 2, expired: 0 })
      expect(await sweepAt(71)).toEqual({ reminded: 0, expired: 0 })
      expect(await sweepAt(72)).toEqual({ reminded: 0, expired: 2 })
      expect(await own.counters(order)).toMatchObject({ refund_reserved: 0n })
      expect(await own.approve(`${order}-R1`, manager)).toMatchObject({ code: 'approval.already_expired' })
    } finally {
      await fresh.close()
    }
  })
})

describe('the worker', () => {
  test('pays each part back once, however often it runs', async () => {
    const order = await world.paidOrder({ payments: [100_00n, 40_00n], ship: true })
    const tea = await onHand('TEA')
    await world.ask(order, null, { restock: true })
    await world.approve(order, approver)
    await world.submit(order, 'R1', 'P2')
    expect(await stateOf(`${order}-R1`)).toBe('submitted')
    await Promise.all([world.submit(order, 'R1', 'P1'), world.submit(order, 'R1', 'P1')])
    await world.submit(order, 'R1', 'P2')
    expect(await stateOf(`${order}-R1`)).toBe('succeeded')
    expect(await world.counters(order)).toEqual({ captured: 140_00n, refund_reserved: 0n, refunded: 140_00n })
    const keys = (await world.paidBack()).filter(({ key }) => key.startsWith(`${order}-`))
    expect(keys).toEqual([
      { key: `${order}-R1-P1`, amount: 100_00n },
      { key: `${order}-R1-P2`, amount: 40_00n },
    ])
    expect(await onHand('TEA')).toBe(tea + 1)
    const card = await orderCard(database.db, manager, order)
    expect(card.ok && card.value.timeline.map(({ kind }) => kind)).toEqual([
      'placed',
      'payment_captured',
      'payment_captured',
      'paid',
      'processing',
      'shipped',
      'refund_requested',
      'refund_approved',
      'refund_succeeded',
    ])
  })

  test.each(['breaks', 'loses its answer'] as const)(
    'asks again with the same key where the provider %s',
    async (fault) => {
      const order = await world.paidOrder()
      await world.ask(order, '50')
      answer = fault
      await expect(world.submit(order, 'R1', 'P1')).rejects.toThrow()
      expect(await world.counters(order)).toMatchObject({ refund_reserved: 50_00n, refunded: 0n })
      answer = 'pays'
      await world.submit(order, 'R1', 'P1')
      expect(await stateOf(`${order}-R1`)).toBe('succeeded')
      expect((await world.paidBack()).filter(({ key }) => key.startsWith(`${order}-`))).toHaveLength(1)
    },
  )

  test('records a decline, which frees the money; submitting again sets it aside anew', async () => {
    const order = await world.paidOrder()
    await world.ask(order, '50')
    answer = 'declines'
    await world.submit(order, 'R1', 'P1')
    answer = 'pays'
    const details = await refundOfMessage(database.db, await readSettings(database.db), `${order}-R1`)
    expect(details).toMatchObject({ state: 'failed', parts: [{ error: 'closed: account closed' }] })
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 0n })

    const retry = () =>
      retryRefund(database.db, world.jobs, { refund: `${order}-R1`, member: manager, via: 'test' }, now)
    expect(await retry()).toMatchObject({ value: { state: 'submitted' } })
    expect(await retry()).toMatchObject({ code: 'refund.not_failed' })
    expect(await world.counters(order)).toMatchObject({ refund_reserved: 50_00n })
    await world.submit(order, 'R1', 'P1')
    expect(await stateOf(`${order}-R1`)).toBe('succeeded')
  })
})
