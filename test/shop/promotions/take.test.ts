import { afterAll, beforeAll, expect, test } from 'vitest'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import type { Database } from '../../../db/connect.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { changeStatus } from '../../../shop/promotions/change-status.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'
import { promotionWorld } from './world.ts'

let database: Database
let world: ReturnType<typeof promotionWorld>
const { jobs } = recordingJobs()

beforeAll(async () => {
  database = await freshDatabase()
  world = promotionWorld(database.db)
  for (const sku of ['TEA', 'CUP', 'POT']) await putOnSale(database.db, { sku, price: 10_00n, onHand: 1000 })
})
afterAll(() => database.close())

/** What reports count of a promotion once everything is counted. */
async function counted(promotion: string) {
  await refresh(database.db)
  const days = database.db.selectFrom('promotion_days').select(['redemptions', 'released', 'discount_given'])
  return days.where('promotion', '=', promotion).executeTakeFirstOrThrow()
}

const outcome = (result: { ok: boolean; code?: string }) => (result.ok ? 'taken' : result.code)

test('300 takers at once for 100 pieces, 2 a customer, repeats and two scarce skus in either order: 100 sold, nobody above 2', async () => {
  await world.made('FLASH-CUP', 'flash_sale', { price: '5', quantity: '100', each: '2', skus: 'CUP' })
  await world.made('FLASH-POT', 'flash_sale', { price: '6', quantity: '100', each: '2', skus: 'POT' })
  const customers = Array.from({ length: 200 }, (_, at) => `buyer${at}`)
  const asked = Array.from({ length: 300 }, (_, at) => ({
    // A third are orders of a customer who has one already; every tenth comes twice under its number.
    order: `F-${at - (at % 10 === 9 ? 1 : 0)}`,
    customer: customers[at % 200] ?? '',
    items: (at % 2 ? ['CUP', 'POT'] : ['POT', 'CUP']).map((sku) => ({ sku, quantity: 1 })),
  }))
  const priced = await Promise.all(asked.map(({ customer, items }) => world.quoted({ customer, items })))
  for (const quote of priced) expect(quote.applied).toHaveLength(2)
  const results = await Promise.all(priced.map((quote, at) => world.take(asked[at]?.order ?? '', quote)))
  expect(new Set(results.map(outcome))).toEqual(new Set(['taken', 'promotion.sold_out']))

  const { db } = database
  for (const promotion of ['FLASH-CUP', 'FLASH-POT']) {
    const uses = await db.selectFrom('promotion_uses').selectAll().where('promotion', '=', promotion).execute()
    expect(uses.reduce((sum, { pieces }) => sum + pieces, 0)).toBe(100)
    const each = Map.groupBy(uses, ({ customer_id }) => customer_id)
    for (const own of each.values()) expect(own.reduce((sum, { pieces }) => sum + pieces, 0)).toBeLessThanOrEqual(2)
    expect(await world.counter(`promotion:${promotion}`)).toMatchObject({ uses: 100n, pieces: 100n })
  }
})

test('a customer has no more than their share, however many orders they place at once', async () => {
  await world.made('TWO-EACH', 'fixed_amount', { off: '1', uses_each: '2', skus: 'TEA' })
  const priced = await world.quoted({ customer: 'greedy' })
  expect(priced.applied).toMatchObject([{ promotion: 'TWO-EACH' }])
  const results = await Promise.all(Array.from({ length: 10 }, (_, at) => world.take(`G-${at}`, priced)))
  expect(results.map(outcome).toSorted()).toEqual([
    ...Array.from({ length: 8 }, () => 'promotion.customer_limit'),
    'taken',
    'taken',
  ])
  await changeStatus(database.db, { code: 'TWO-EACH', step: 'end', reason: null, member: manager, via: 'test' }, now)
})

test('the same order takes once, and gives back once when it is cancelled', async () => {
  const { db } = database
  await world.made('BUDGET', 'fixed_amount', { off: '4', budget: '10', skus: 'TEA' })
  const priced = await world.quoted({})
  demand(
    await placeOrder(db, jobs, { number: 'B-1', customer: { id: 'c1' }, items: [{ sku: 'TEA', quantity: 1 }] }, now),
  )
  await refresh(db)
  for (const order of ['B-1', 'B-1', 'B-2', 'B-1']) demand(await world.take(order, priced))
  expect(await counted('BUDGET')).toEqual({ redemptions: 1, released: 0, discount_given: 4_00n })
  expect(await world.counter('promotion:BUDGET')).toEqual({ uses: 2n, pieces: 2n, given: 8_00n })
  expect(outcome(await world.take('B-3', priced))).toBe('promotion.budget_spent')
  expect((await world.quoted({})).missed.map(({ why }) => why.code)).toContain('promotion.budget_spent')

  for (let time = 0; time < 2; time++)
    demand(await cancelOrder(db, jobs, { order: 'B-1', member: null, via: 'test' }, now))
  expect(await world.counter('promotion:BUDGET')).toEqual({ uses: 1n, pieces: 1n, given: 4_00n })
  expect(await world.counter('promotion:BUDGET', 'c1')).toMatchObject({ given: 4_00n })
  expect(await counted('BUDGET')).toEqual({ redemptions: 1, released: 1, discount_given: 0n })
  expect(outcome(await world.take('B-3', priced))).toBe('taken')
  await changeStatus(db, { code: 'BUDGET', step: 'end', reason: null, member: manager, via: 'test' }, now)
})

test('what was changed or closed after the basket was priced is refused, and nothing is taken', async () => {
  const { db } = database
  await world.made('SHORT', 'fixed_amount', { off: '1', skus: 'TEA', ends: '2026-03-10 21:00' })
  const priced = await world.quoted({})
  expect(outcome(await world.take('S-1', priced, now.add({ hours: 1 })))).toBe('promotion.changed_since')
  await changeStatus(db, { code: 'short', step: 'pause', reason: null, member: manager, via: 'test' }, now)
  expect(outcome(await world.take('S-1', priced))).toBe('promotion.changed_since')
  expect(await world.counter('promotion:SHORT')).toMatchObject({ uses: 0n })
  await changeStatus(db, { code: 'short', step: 'resume', reason: null, member: manager, via: 'test' }, now)
  demand(await world.take('S-1', await world.quoted({})))
  await changeStatus(db, { code: 'SHORT', step: 'end', reason: null, member: manager, via: 'test' }, now)
  const again = { code: 'SHORT', step: 'resume', reason: null, member: manager, via: 'test' } as const
  expect(outcome(await changeStatus(db, again, now))).toBe('promotion.closed.ended')
})

test("two orders at once have one customer's first-order price once", async () => {
  await world.made('FIRST', 'fixed_amount', { off: '3', first_order: 'yes', skus: 'TEA' })
  const priced = await world.quoted({ customer: 'newcomer' })
  expect(priced.applied).toMatchObject([{ promotion: 'FIRST' }])
  const results = await Promise.all([1, 2, 3].map((at) => world.take(`N-${at}`, priced)))
  expect(results.map(outcome).toSorted()).toEqual(['promotion.customer_limit', 'promotion.customer_limit', 'taken'])
  expect((await world.quoted({ customer: null })).applied).toEqual([])
})
