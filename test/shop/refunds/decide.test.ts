import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { answerRefundInfo, askRefundInfo, withdrawRefund } from '../../../shop/refunds/decide.ts'
import { refundOfMessage } from '../../../shop/refunds/details.ts'
import { pendingRefunds } from '../../../shop/refunds/pending.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now } from '../goods.ts'
import { admin, approver, manager, person, support } from '../people.ts'
import { both, refundWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>

beforeAll(async () => {
  database = await freshDatabase()
  world = await refundWorld(database.db)
})
afterAll(() => database.close())

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
    const details = await refundOfMessage(database.db, await readSettings(database.db), `${order}-R1`, now)
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
      const list = await pendingRefunds(fresh.db, await readSettings(fresh.db), support, { size: 5 }, now)
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
        values: { refunds: [`${order}-R1`, `${order}-R2`] },
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
