import { afterAll, expect, test } from 'vitest'
import { eventKinds } from '../../shop/intake/registry.ts'
import { story } from '../shop/intake/story.ts'
import { testSenders } from './storefront-senders.ts'
import { event, openStorefront, start } from './storefront-world.ts'

const world = await openStorefront()
const { outside, db, tell, send, digest, forget } = world
afterAll(outside.close)

/** The same sequence for the same seed. */
function shuffled<T>(things: readonly T[], seed: number): T[] {
  let state = seed
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
  return things
    .map((thing) => ({ thing, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
}

test('the story tells every kind of event', () => {
  expect([...new Set(story.map(([, type]) => type))].sort()).toEqual(eventKinds.map(({ type }) => type).sort())
})

test('in whatever order events come, and each told twice, the shop ends in the same state', async () => {
  let first = ''
  for (let round = 0; round < 20; round++) {
    await forget()
    for (const [minutes, type, data] of round === 0 ? story : shuffled(story, round)) {
      const twice = await Promise.all([tell(type, data, minutes), tell(type, data, minutes)])
      expect(twice.map(({ status }) => status)).toEqual([200, 200])
    }
    await outside.settled()
    const state = await digest()
    if (round === 0) {
      first = state
      expect(state).toContain('"status": "completed"')
      expect(JSON.parse(state).open).toEqual([])
    }
    expect(state, `round ${round}`).toBe(first)
  }
}, 120_000)

test('the same id is taken once, and answered the same', async () => {
  await forget()
  const data = { sku: 'X', name: 'X', price: '1.00', currency: 'CNY' }
  expect(await tell('product.upserted', data, 0, { id: 'one' })).toMatchObject({
    body: { id: 'one', state: 'applied' },
  })
  const again = await tell('product.upserted', { ...data, name: 'Y' }, 5, { id: 'one' })
  expect(again).toMatchObject({ status: 200, body: { id: 'one', state: 'applied' } })
  expect((await db.selectFrom('products').select('name').execute()).map(({ name }) => name)).toEqual(['X'])
})

// They share this world: another takes two seconds to open.
testSenders(world)

test.each<[string, string, RegExp]>([
  ['no JSON', '{', /no JSON/],
  ['no object', '[]', /cannot be read/],
  ['an unknown type', event('order.eaten', {}), /no event order.eaten/],
  ['a field that lacks', event('order.paid', { order: 'A' }), /cannot be read at payment/],
  [
    'an amount as a number',
    event('order.paid', { order: 'A', payment: 'P', method: 'm', amount: 1.5 }),
    /read at amount/,
  ],
  ['a negative amount', event('order.paid', { order: 'A', payment: 'P', method: 'm', amount: '-5' }), /read at amount/],
  [
    'no time',
    JSON.stringify({ type: 'order.received', timestamp: 'yesterday', data: { order: 'A' } }),
    /read at timestamp/,
  ],
  ['a time to come', event('order.received', { order: 'A' }, '2999-01-01T00:00:00Z'), /clock/],
])('%s is answered 400 and says what is wrong', async (_, body, message) => {
  const answer = await send(body)
  expect(answer.status).toBe(400)
  expect((answer.body.error as { message: string }).message).toMatch(message)
})

test('what cannot be applied is kept, shown to administrators, and can be applied once it is mended', async () => {
  await forget()
  const ana = outside.slack.person('U0ANA')
  expect((await ana.command('/backroom events')).shown?.text).toContain('Everything that storefronts told is applied')
  await tell('product.upserted', { sku: 'RARE', name: 'Rare', price: '10.00', currency: 'CNY' })
  await db.insertInto('stock').values({ sku: 'RARE', on_hand: 1, updated_at: start }).execute()
  const order = {
    ...{ order: 'E', customer: { id: 'c9' }, currency: 'CNY' },
    items: [{ sku: 'RARE', quantity: 2, unit_price: '10.00' }],
  }
  expect(await tell('order.placed', order, 1, { id: 'sold-out' })).toMatchObject({
    body: { state: 'refused', error: { message: expect.stringContaining('2 wanted, 1 left to sell') } },
  })
  expect(await tell('order.paid', { order: 'E', payment: 'P1', method: 'alipay', amount: '20.00' }, 2)).toMatchObject({
    body: { state: 'waiting', error: { code: 'order.unknown' } },
  })
  const { shown } = await ana.command('/backroom events')
  for (const text of ['order.placed', 'order:E', '2 wanted, 1 left to sell', 'waits'])
    expect(shown?.text).toContain(text)

  await db.updateTable('stock').set({ on_hand: 5 }).execute()
  expect((await ana.command('/backroom replay sold-out')).shown?.text).toContain('applied')
  await outside.settled()
  expect(await db.selectFrom('orders').select(['number', 'status']).execute()).toEqual([
    { number: 'E', status: 'paid' },
  ])
  expect(await db.selectFrom('audit_log').select('action').where('subject', '=', 'sold-out').execute()).toHaveLength(1)
  expect((await ana.command('/backroom events')).shown?.text).toContain('Everything that storefronts told is applied')

  await tell('order.paid', { order: 'NEVER', payment: 'P1', method: 'alipay', amount: '20.00' }, 3, { id: 'lost' })
  expect((await ana.command('/backroom events')).shown?.text).toContain('order:NEVER')
  expect((await ana.command('/backroom dismiss lost')).shown?.text).toContain('dismissed')
  expect((await ana.command('/backroom events')).shown?.text).toContain('Everything that storefronts told is applied')
  expect((await ana.command('/backroom dismiss sold-out')).shown?.text).toContain('applied')
  await tell('order.placed', { ...order, order: 'NEVER' }, 4)
  await outside.settled()
  const never = await db.selectFrom('orders').select('status').where('number', '=', 'NEVER').executeTakeFirst()
  expect(never).toEqual({ status: 'pending_payment' })
  expect((await ana.command('/backroom replay lost')).shown?.text).toContain('applied')
  expect((await ana.command('/backroom replay none')).shown?.text).toContain('There is no event none')
})
