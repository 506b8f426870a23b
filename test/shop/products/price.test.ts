import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { approvePrice, rejectPrice, withdrawPrice } from '../../../shop/products/decide-price.ts'
import { setPrice } from '../../../shop/products/set-price.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { admin, approver, manager, merchant, support } from '../people.ts'
import { productWorld, via } from './world.ts'

const { jobs } = recordingJobs()
const world = await productWorld()
const { db, row } = world
afterAll(world.close)

describe('a price', () => {
  const set = (sku: string, price: string, member = manager, reason: string | null = 'season') =>
    setPrice(db, jobs, { sku, price, reason, member, via }, now)
  const waits = async (sku: string, price: string) => {
    const done = await set(sku, price)
    if (!done.ok || !done.value.waits) throw new Error('does not wait')
    return done.value.waits
  }
  const step = (subject: string, member = approver, reason: string | null = null) => ({ subject, member, reason, via })
  const priceOf = async (sku: string) => (await row(sku)).price

  beforeAll(async () => {
    for (const sku of ['A', 'B', 'C', 'D', 'E']) await putOnSale(db, { sku, merchant: 'm1' })
  })

  test('that moves little is in force at once; one that moves more waits, with a reason', async () => {
    expect(await set('A', '12', manager, null)).toMatchObject({ value: { waits: null } })
    expect(await priceOf('A')).toBe(12_00n)
    expect(await set('A', '14.41', manager, null)).toMatchObject({ code: 'price.reason_needed' })
    await waits('A', '14.41')
    expect(await priceOf('A')).toBe(12_00n)
    expect(await set('A', '12.50')).toMatchObject({ code: 'price.waits' })
  })

  test('that small steps would lead far waits as well, until a day has passed or somebody has agreed', async () => {
    await putOnSale(db, { sku: 'STEPS', merchant: 'm1' })
    const at = (price: string, hours: number) =>
      setPrice(db, jobs, { sku: 'STEPS', price, reason: 'season', member: manager, via }, hoursLater(hours))
    expect(await at('8.50', 0)).toMatchObject({ value: { waits: null } })
    const step = await at('7', 1)
    if (!step.ok || !step.value.waits) throw new Error('does not wait')
    const approving = { subject: step.value.waits, member: approver, reason: null, via }
    expect(await approvePrice(db, jobs, approving, hoursLater(2))).toMatchObject({ ok: true })
    expect(await at('6', 3)).toMatchObject({ value: { waits: null } })
    expect(await at('5.50', 4)).toMatchObject({ ok: true, value: { waits: expect.any(String) } })
    await db.updateTable('price_changes').set({ state: 'withdrawn' }).where('state', '=', 'waiting').execute()
    expect(await at('5.50', 28)).toMatchObject({ value: { waits: null } })
  })

  test('waits for someone else with the right, and is decided once', async () => {
    const subject = await waits('B', '5')
    expect(await approvePrice(db, jobs, step(subject, manager), now)).toMatchObject({ code: 'approval.own_request' })
    expect(await approvePrice(db, jobs, step(subject, support), now)).toMatchObject({ code: 'access.denied' })
    const both = await Promise.all([approver, admin].map((one) => approvePrice(db, jobs, step(subject, one), now)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await priceOf('B')).toBe(5_00n)
  })

  test('is not put in force where the product has come to another meanwhile', async () => {
    const subject = await waits('C', '5')
    await db.updateTable('products').set({ price: 9_00n }).where('sku', '=', 'C').execute()
    expect(await approvePrice(db, jobs, step(subject), now)).toMatchObject({ code: 'price.changed_meanwhile' })
    expect(await priceOf('C')).toBe(9_00n)
    expect(await rejectPrice(db, jobs, step(subject, approver, ''), now)).toMatchObject({
      code: 'approval.reason_needed',
    })
    expect(await rejectPrice(db, jobs, step(subject, approver, 'too low'), now)).toMatchObject({ ok: true })
    expect(await waits('C', '4')).not.toBe(subject)
  })

  test('is withdrawn by its requester alone, and expires by itself', async () => {
    const subject = await waits('D', '50')
    expect(await withdrawPrice(db, jobs, step(subject, admin), now)).toMatchObject({ code: 'approval.not_yours' })
    expect(await withdrawPrice(db, jobs, step(subject, manager), now)).toMatchObject({ value: { state: 'withdrawn' } })
    await waits('D', '60')
    await sweepApprovals(db, jobs, hoursLater(100))
    const states = await db.selectFrom('price_changes').select('state').where('sku', '=', 'D').orderBy('id').execute()
    expect(states.map(({ state }) => state)).toEqual(['withdrawn', 'expired'])
    expect(await priceOf('D')).toBe(10_00n)
  })

  test('of own goods is for their merchant to ask for', async () => {
    expect(await set('E', '11', merchant('m2'))).toMatchObject({ code: 'product.not_yours' })
    expect(await set('E', '11', merchant('m1'))).toMatchObject({ ok: true })
    expect(await set('E', 'free', merchant('m1'))).toMatchObject({ code: 'amount.malformed' })
  })
})
