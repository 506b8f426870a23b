import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { RETRY_AFTER } from '../../../shop/callbacks/deliver.ts'
import { openCallbacks, redriveCallback, skipCallback } from '../../../shop/callbacks/open.ts'
import { forgetCallbacks, queueCallbacks } from '../../../shop/callbacks/queue.ts'
import { demand } from '../../../shop/result.ts'
import { admin, manager } from '../people.ts'
import { callbackWorld } from './world.ts'

const world = await callbackWorld()
const { db, storefront, jobs, added, now, advance, work, beat, tell, states, alerts, die } = world
afterAll(world.close)
beforeEach(world.begin)

test('after a failure it waits, longer each time, those behind it wait with it, and other orders go on', async () => {
  await tell('C')
  await tell('C', 'shipped')
  await tell('D')
  storefront.answer(({ body }) => ({ status: body.data.order === 'C' ? 500 : 200 }))
  await beat()
  expect(await states()).toEqual(['waiting', 'waiting', 'delivered'])
  const tried = () => storefront.got.filter(({ body }) => body.data.order === 'C').length
  for (const [index, seconds] of RETRY_AFTER.slice(0, 3).entries()) {
    advance({ seconds: seconds - 1 })
    await beat()
    expect(tried()).toBe(index + 1)
    advance({ seconds: 1 })
    await beat()
    expect(tried()).toBe(index + 2)
  }
  storefront.answer(() => ({ status: 200 }))
  advance({ hours: 3 })
  await beat()
  expect(await states()).toEqual(['delivered', 'delivered', 'delivered'])
  const ids = storefront.got.filter(({ body }) => body.data.order === 'C').map(({ id }) => id)
  expect(new Set(ids.slice(0, -1)).size).toBe(1)
  expect(storefront.got.at(-1)?.body.data.status).toBe('shipped')
})

test.each<[string, Record<string, string>, number]>([
  ['seconds', { 'retry-after': '900' }, 900],
  ['fewer seconds than it would wait anyway', { 'retry-after': '1' }, 5],
  ['a date', { 'retry-after': new Date(now().epochMilliseconds + 600_000).toUTCString() }, 600],
  ['a year', { 'retry-after': '31536000' }, 86_400],
  ['nonsense', { 'retry-after': 'soon' }, 5],
])('Retry-After of %s is honoured as far as it makes sense', async (_, headers, seconds) => {
  await tell('E')
  storefront.answer(() => ({ status: 429, headers }))
  await beat()
  const { due_at } = await db.selectFrom('callbacks').select('due_at').executeTakeFirstOrThrow()
  const waits = ((due_at?.epochMilliseconds ?? 0) - now().epochMilliseconds) / 1000
  expect(Math.abs(waits - seconds)).toBeLessThanOrEqual(1)
})

test('after eight attempts in about a day it is dead and holds back its order; one alert, however many die', async () => {
  const days = RETRY_AFTER.reduce<number>((sum, seconds) => sum + seconds, 0) / 86_400
  expect(days).toBeGreaterThan(0.9)
  expect(days).toBeLessThan(1.5)
  for (const order of ['F', 'F', 'G']) await tell(order)
  await die()
  expect(await states()).toEqual(['dead', 'waiting', 'dead'])
  expect(storefront.got).toHaveLength(16)
  expect(await alerts()).toBe(1)
  advance({ hours: 240 })
  await beat()
  expect(await states()).toEqual(['dead', 'waiting', 'dead'])

  const page = demand(await openCallbacks(db, admin, { size: 10 }))
  expect(page.rows.map(({ state, attempts, error }) => [state, attempts, error?.values.status])).toEqual([
    ['dead', 8, '500'],
    ['dead', 8, '500'],
    ['waiting', 0, undefined],
  ])
  const [first, second, behind] = page.rows.map(({ id }) => ({ id, member: admin, via: 'test' }))
  if (!first || !second || !behind) throw new Error('three are open')
  expect(await skipCallback(db, jobs, behind, now())).toMatchObject({ code: 'callback.held_back' })
  expect(await skipCallback(db, jobs, { ...first, member: manager }, now())).toMatchObject({
    code: 'access.denied',
  })
  added.length = 0
  demand(await redriveCallback(db, jobs, first, now()))
  expect(await redriveCallback(db, jobs, first, now())).toMatchObject({ code: 'callback.on_its_way' })
  demand(await skipCallback(db, jobs, second, now()))
  await work()
  expect(await states()).toEqual(['delivered', 'delivered', 'skipped'])
  expect(await redriveCallback(db, jobs, second, now())).toMatchObject({ code: 'callback.through' })
  expect(await skipCallback(db, jobs, { ...first, id: 'none' }, now())).toMatchObject({ code: 'callback.unknown' })
  const audited = await db.selectFrom('audit_log').select('action').orderBy('id').execute()
  expect(audited.map(({ action }) => action)).toEqual(['callback.redriven', 'callback.skipped'])

  await tell('H')
  await die()
  expect(await alerts()).toBe(2)
})

test('one whose job failed for good is listed as dead, and sent again or skipped like any other that died', async () => {
  const lose = (order: string) =>
    sql`
    insert into pgboss.job (name, data, state, singleton_key, policy)
    select 'callback.deliver', jsonb_build_object('seq', seq::text), 'failed', subject, 'key_strict_fifo'
    from callbacks where subject = ${`order:${order}`}`.execute(db)
  for (const order of ['S', 'T']) await tell(order)
  await queueCallbacks(db, jobs, now())
  const [first, second] = demand(await openCallbacks(db, admin, { size: 10 })).rows
  const settling = (id = '') => ({ id, member: admin, via: 'test' })
  expect(await redriveCallback(db, jobs, settling(first?.id), now())).toMatchObject({ code: 'callback.on_its_way' })
  for (const order of ['S', 'T']) await lose(order)
  const { rows } = demand(await openCallbacks(db, admin, { size: 10 }))
  expect(rows.map(({ state }) => state)).toEqual(['dead', 'dead'])
  added.length = 0
  demand(await redriveCallback(db, jobs, settling(first?.id), now()))
  demand(await skipCallback(db, jobs, settling(second?.id), now()))
  await work()
  expect(await states()).toEqual(['delivered', 'skipped'])
  const { rows: left } = await sql`select from pgboss.job where name = 'callback.deliver'`.execute(db)
  expect(left).toEqual([])
})

test('several planners at once queue each callback once, whatever there is', async () => {
  for (let order = 0; order < 40; order++) await tell(`J${order % 10}`)
  added.length = 0
  await Promise.all(Array.from({ length: 6 }, () => queueCallbacks(db, jobs, now())))
  expect(added).toHaveLength(10)
  await work()
  expect(storefront.got).toHaveLength(40)
  expect(new Set(storefront.got.map(({ id }) => id)).size).toBe(40)
})

test('what was delivered is forgotten after two weeks, what is open never', async () => {
  await tell('L')
  await beat()
  await tell('M')
  await forgetCallbacks(db, now().add({ hours: 24 * 13 }))
  expect(await states()).toEqual(['delivered', 'waiting'])
  await forgetCallbacks(db, now().add({ hours: 24 * 15 }))
  expect(await states()).toEqual(['waiting'])
})
