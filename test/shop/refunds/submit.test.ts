import { afterAll, beforeAll, expect, test } from 'vitest'
import { rebuild } from '../../../analytics/rollups/rebuild.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Database } from '../../../db/connect.ts'
import { orderCard } from '../../../shop/orders/card.ts'
import { refundOfMessage } from '../../../shop/refunds/details.ts'
import { retryRefund } from '../../../shop/refunds/retry.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'
import { approver, manager } from '../people.ts'
import { refundWorld } from './world.ts'

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
  (await refundOfMessage(database.db, await readSettings(database.db), refund, now))?.state
const onHand = async (sku: string) =>
  (await database.db.selectFrom('stock').select('on_hand').where('sku', '=', sku).executeTakeFirstOrThrow()).on_hand

test('the worker pays each part back once, however often it runs', async () => {
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
    'processing',
    'shipped',
    'refund_requested',
    'refund_approved',
    'refund_succeeded',
    'payment_captured',
    'paid',
  ])
})

test('a part that was paid back counts in the payments report while another still waits', async () => {
  const { db } = database
  const order = await world.paidOrder({ payments: [100_00n, 40_00n] })
  await world.ask(order, null)
  await world.approve(order, approver)
  await refresh(db)
  await world.submit(order, 'R1', 'P2', now.add({ hours: 5 }))
  await refresh(db)
  const counted = () =>
    db
      .selectFrom('payment_hours')
      .select(({ fn }) => fn.sum<bigint>('refunded').as('refunded'))
      .executeTakeFirstOrThrow()
  const { refunded } = await counted()
  await rebuild(db)
  expect(await counted()).toEqual({ refunded })
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

test('the worker records a decline, which frees the money; submitting again sets it aside anew', async () => {
  const order = await world.paidOrder()
  await world.ask(order, '50')
  answer = 'declines'
  await world.submit(order, 'R1', 'P1')
  answer = 'pays'
  const details = await refundOfMessage(database.db, await readSettings(database.db), `${order}-R1`, now)
  expect(details).toMatchObject({ state: 'failed', parts: [{ error: 'closed: account closed' }] })
  expect(await world.counters(order)).toMatchObject({ refund_reserved: 0n })

  const retry = () => retryRefund(database.db, world.jobs, { refund: `${order}-R1`, member: manager, via: 'test' }, now)
  expect(await retry()).toMatchObject({ value: { state: 'submitted' } })
  expect(await retry()).toMatchObject({ code: 'refund.not_failed' })
  expect(await world.counters(order)).toMatchObject({ refund_reserved: 50_00n })
  await world.submit(order, 'R1', 'P1')
  expect(await stateOf(`${order}-R1`)).toBe('succeeded')
})
