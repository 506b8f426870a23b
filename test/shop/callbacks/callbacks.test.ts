import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { deliverCallback, RETRY_AFTER } from '../../../shop/callbacks/deliver.ts'
import { couponIssued } from '../../../shop/callbacks/kinds/customers.ts'
import { orderStatusChanged } from '../../../shop/callbacks/kinds/orders.ts'
import { openCallbacks, redriveCallback, skipCallback } from '../../../shop/callbacks/open.ts'
import { forgetCallbacks, queueCallbacks } from '../../../shop/callbacks/queue.ts'
import { callbackKinds } from '../../../shop/callbacks/registry.ts'
import { type Fetch, sendCallback } from '../../../shop/callbacks/send.ts'
import { keepReceiver, tellStorefront, tellStorefrontAll } from '../../../shop/callbacks/tell.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { completeOrder, deliverOrder } from '../../../shop/orders/deliver.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { shipOrder } from '../../../shop/orders/ship.ts'
import { requestRefund } from '../../../shop/refunds/request.ts'
import { demand, refuse } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { putOnSale, recordingJobs } from '../goods.ts'
import { admin, manager } from '../people.ts'
import { openReceiver, secret } from './receiver.ts'

const database = await freshDatabase()
const { db } = database
const storefront = await openReceiver()
afterAll(async () => {
  await storefront.close()
  await database.close()
})

// The library that verifies reads the clock itself.
let now = Temporal.Instant.fromEpochMilliseconds(Date.now())
const start = now
const nobody = { member: null, via: 'test' } as const
const { jobs, added } = recordingJobs()
const receiver = { url: storefront.url, secrets: [secret] }

beforeEach(async () => {
  await db.deleteFrom('callbacks').execute()
  await db.deleteFrom('messages').execute()
  await db.transaction().execute((trx) => keepReceiver(trx, true, now))
  storefront.got.length = 0
  storefront.answer(() => ({ status: 204 }))
  now = start
})

/** What the storefront answers is judged by; the time that is signed is always today's. */
async function work(send: Fetch = fetch): Promise<void> {
  for (;;) {
    const job = added.shift()
    if (!job) return
    if ('seq' in job.data) await deliverCallback(db, jobs, receiver, signedToday(send), job.data.seq, now)
  }
}

/** Days later in the test, the receiver's library still looks at its own clock. */
const signedToday =
  (send: Fetch): Fetch =>
  (address, options) => {
    const headers = new Headers(options.headers)
    const today = new Date()
    const signature = new Webhook(secret).sign(headers.get('webhook-id') ?? '', today, String(options.body))
    if (now !== start) {
      headers.set('webhook-timestamp', String(Math.floor(today.getTime() / 1000)))
      headers.set('webhook-signature', signature)
    }
    return send(address, { ...options, headers })
  }

/** The planner beats, and what it queued is worked off. */
async function beat(send?: Fetch): Promise<void> {
  added.length = 0
  await queueCallbacks(db, jobs, now)
  await work(send)
}

const tell = (order: string, status: 'paid' | 'shipped' = 'paid') =>
  db
    .transaction()
    .execute((trx) => tellStorefront(trx, orderStatusChanged, { order, status, previous: 'pending_payment' }, now))

const states = async () =>
  (await db.selectFrom('callbacks').select(['state']).orderBy('seq').execute()).map(({ state }) => state)

const alerts = async () =>
  (await db.selectFrom('messages').select('kind').where('kind', '=', 'callback.alert').execute()).length

/** Has the first callback fail as often as it is tried. */
async function die(): Promise<void> {
  storefront.answer(() => ({ status: 500 }))
  for (const seconds of [0, ...RETRY_AFTER]) {
    now = now.add({ seconds })
    await beat()
  }
  storefront.answer(() => ({ status: 204 }))
}

test('an order tells its whole life, in sequence, each as its schema has it and none twice', async () => {
  await putOnSale(db, { sku: 'TEA', price: 50_00n })
  const order = 'A'
  demand(
    await placeOrder(
      db,
      jobs,
      { number: order, customer: { id: 'c1' }, items: [{ sku: 'TEA', quantity: 2 }], shipping: 5_00n },
      now,
    ),
  )
  demand(await capturePayment(db, { order, payment: 'P1', method: 'alipay', amount: 105_00n }, now))
  demand(await capturePayment(db, { order, payment: 'P1', method: 'alipay', amount: 105_00n }, now))
  demand(await shipOrder(db, jobs, { order, carrier: 'SF', ...nobody }, now))
  demand(await deliverOrder(db, { order, ...nobody }, now))
  demand(await completeOrder(db, { order, ...nobody }, now))
  const asked = { member: null, reason: 'chipped', restock: false, via: 'test', key: 'k' }
  demand(await requestRefund(db, jobs, { order, ...asked, amount: '60' }, now))
  await beat()
  expect(storefront.got.map(({ body: { type, data } }) => `${type} ${data.status ?? data.amount}`)).toEqual([
    'order.placed pending_payment',
    'payment.captured 105.00',
    'order.status_changed paid',
    'shipment.updated shipped',
    'order.status_changed shipped',
    'shipment.updated delivered',
    'order.status_changed delivered',
    'order.status_changed completed',
    'refund.status_changed requested',
  ])
  for (const { body } of storefront.got)
    expect(callbackKinds.find(({ type }) => type === body.type)?.schema.safeParse(body.data)).toMatchObject({
      success: true,
      data: body.data,
    })
  expect(storefront.got[0]?.body.data).toMatchObject({
    ...{ order, customer: 'c1', total: '105.00', currency: 'CNY' },
    items: [{ line: 1, sku: 'TEA', quantity: 2, unit_price: '50.00', discount: '0.00' }],
  })
  expect(new Set(storefront.got.map(({ id }) => id)).size).toBe(9)
  await beat()
  expect(storefront.got).toHaveLength(9)
})

test('what is undone is not told, and neither is anything while nobody wants to be', async () => {
  await expect(
    db.transaction().execute(async (trx) => {
      await tellStorefront(trx, orderStatusChanged, { order: 'X', status: 'paid', previous: 'cancelled' }, now)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await db.transaction().execute((trx) => keepReceiver(trx, false, now))
  await tell('B')
  expect(await states()).toEqual([])
  await db.transaction().execute((trx) => keepReceiver(trx, true, now))
  await tell('B')
  expect(await states()).toEqual(['waiting'])
  await db.transaction().execute((trx) => keepReceiver(trx, false, now))
  await beat()
  expect(storefront.got).toEqual([])
})

test('after a failure it waits, longer each time, those behind it wait with it, and other orders go on', async () => {
  await tell('C')
  await tell('C', 'shipped')
  await tell('D')
  storefront.answer(({ body }) => ({ status: body.data.order === 'C' ? 500 : 200 }))
  await beat()
  expect(await states()).toEqual(['waiting', 'waiting', 'delivered'])
  const tried = () => storefront.got.filter(({ body }) => body.data.order === 'C').length
  for (const [index, seconds] of RETRY_AFTER.slice(0, 3).entries()) {
    now = now.add({ seconds: seconds - 1 })
    await beat()
    expect(tried()).toBe(index + 1)
    now = now.add({ seconds: 1 })
    await beat()
    expect(tried()).toBe(index + 2)
  }
  storefront.answer(() => ({ status: 200 }))
  now = now.add({ hours: 3 })
  await beat()
  expect(await states()).toEqual(['delivered', 'delivered', 'delivered'])
  const ids = storefront.got.filter(({ body }) => body.data.order === 'C').map(({ id }) => id)
  expect(new Set(ids.slice(0, -1)).size).toBe(1)
  expect(storefront.got.at(-1)?.body.data.status).toBe('shipped')
})

test.each<[string, Record<string, string>, number]>([
  ['seconds', { 'retry-after': '900' }, 900],
  ['fewer seconds than it would wait anyway', { 'retry-after': '1' }, 5],
  ['a date', { 'retry-after': new Date(start.epochMilliseconds + 600_000).toUTCString() }, 600],
  ['a year', { 'retry-after': '31536000' }, 86_400],
  ['nonsense', { 'retry-after': 'soon' }, 5],
])('Retry-After of %s is honoured as far as it makes sense', async (_, headers, seconds) => {
  await tell('E')
  storefront.answer(() => ({ status: 429, headers }))
  await beat()
  const { due_at } = await db.selectFrom('callbacks').select('due_at').executeTakeFirstOrThrow()
  const waits = ((due_at?.epochMilliseconds ?? 0) - now.epochMilliseconds) / 1000
  expect(Math.abs(waits - seconds)).toBeLessThanOrEqual(1)
})

test('a redirection is not followed, 410 is a failure, and so is a server that cannot be reached', async () => {
  const send = (to: string) => sendCallback(fetch, { ...receiver, url: to }, { id: 'x', body: '{}' }, start)
  storefront.answer(() => ({ status: 302, headers: { location: '/elsewhere' } }))
  expect(await send(storefront.url)).toMatchObject({ why: refuse('callback.answered', { status: '302' }) })
  storefront.answer(() => ({ status: 410 }))
  expect(await send(storefront.url)).toMatchObject({ why: refuse('callback.answered', { status: '410' }) })
  expect(storefront.got.map(({ path }) => path)).toEqual(['/hooks', '/hooks'])
  expect(await send('http://127.0.0.1:1/')).toMatchObject({ why: { code: 'callback.unreachable' } })
})

test('why there was no answer is told in both languages, without what Node calls it', async () => {
  const why = async (fetch: Fetch, url = receiver.url) =>
    (await sendCallback(fetch, { ...receiver, url }, { id: 'x', body: '{}' }, start))?.why
  const failing = (error: object) => () => Promise.reject(error)
  const late = Object.assign(new Error('late'), { name: 'TimeoutError' })
  const port = await closedPort()
  const plain = new URL(storefront.url).host
  const unreachable = Object.assign(new TypeError('fetch failed'), { cause: { code: 'EHOSTUNREACH' } })
  const reasons = {
    'callback.timed_out': await why(failing(late)),
    'callback.connection_refused': await why(fetch, `http://127.0.0.1:${port}/`),
    'callback.connection_broken': await why(fetch, `http://127.0.0.1:${await breakingPort()}/`),
    'callback.no_route': await why(failing(unreachable)),
    'callback.name_unknown': await why(fetch, 'http://storefront.invalid/'),
    'callback.not_trusted': await why(fetch, `https://${plain}/`),
  }
  for (const [code, reason] of Object.entries(reasons)) {
    expect(reason).toMatchObject({ code, values: {} })
    if (reason) expect(refusalWords(reason, 'zh-CN')).toMatch(/^[\p{sc=Han}，：、A-Z_ ]+$/u)
  }
  const odd = Object.assign(new TypeError('fetch failed'), { cause: new Error('bad port') })
  expect(await why(failing(odd))).toEqual(refuse('callback.unreachable', { why: 'bad port' }))
})

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A port on which every connection breaks off. */
async function breakingPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('after eight attempts in about a day it is dead and holds back its order; one alert, however many die', async () => {
  const days = RETRY_AFTER.reduce<number>((sum, seconds) => sum + seconds, 0) / 86_400
  expect(days).toBeGreaterThan(0.9)
  expect(days).toBeLessThan(1.5)
  for (const order of ['F', 'F', 'G']) await tell(order)
  await die()
  expect(await states()).toEqual(['dead', 'waiting', 'dead'])
  expect(storefront.got).toHaveLength(16)
  expect(await alerts()).toBe(1)
  now = now.add({ hours: 240 })
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
  expect(await skipCallback(db, jobs, behind, now)).toMatchObject({ code: 'callback.held_back' })
  expect(await skipCallback(db, jobs, { ...first, member: manager }, now)).toMatchObject({
    code: 'access.denied',
  })
  added.length = 0
  demand(await redriveCallback(db, jobs, first, now))
  expect(await redriveCallback(db, jobs, first, now)).toMatchObject({ code: 'callback.on_its_way' })
  demand(await skipCallback(db, jobs, second, now))
  await work()
  expect(await states()).toEqual(['delivered', 'delivered', 'skipped'])
  expect(await redriveCallback(db, jobs, second, now)).toMatchObject({ code: 'callback.through' })
  expect(await skipCallback(db, jobs, { ...first, id: 'none' }, now)).toMatchObject({ code: 'callback.unknown' })
  const audited = await db.selectFrom('audit_log').select('action').orderBy('id').execute()
  expect(audited.map(({ action }) => action)).toEqual(['callback.redriven', 'callback.skipped'])

  await tell('H')
  await die()
  expect(await alerts()).toBe(2)
})

test('several planners at once queue each callback once, whatever there is', async () => {
  for (let order = 0; order < 40; order++) await tell(`J${order % 10}`)
  added.length = 0
  await Promise.all(Array.from({ length: 6 }, () => queueCallbacks(db, jobs, now)))
  expect(added).toHaveLength(10)
  await work()
  expect(storefront.got).toHaveLength(40)
  expect(new Set(storefront.got.map(({ id }) => id)).size).toBe(40)
})

test('a cancellation is told, and told once', async () => {
  await putOnSale(db, { sku: 'CUP' })
  const items = [{ sku: 'CUP', quantity: 1 }]
  demand(await placeOrder(db, jobs, { number: 'K', customer: { id: 'c2' }, items }, now))
  demand(await cancelOrder(db, jobs, { order: 'K', ...nobody }, now))
  demand(await cancelOrder(db, jobs, { order: 'K', ...nobody }, now))
  await beat()
  expect(storefront.types()).toEqual(['order.placed', 'order.status_changed'])
  expect(storefront.got[1]?.body.data).toEqual({ order: 'K', status: 'cancelled', previous: 'pending_payment' })
})

test('whatever text there is arrives as it was', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('<!channel>', "'; drop table", '＝1'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (customers) => {
      storefront.got.length = 0
      const told = customers
        .map((customer) => customer.replaceAll('\0', '').toWellFormed())
        .map((customer) => ({ customer, coupon: customer, promotion: 'P' }))
      await db.transaction().execute((trx) => tellStorefrontAll(trx, couponIssued, told, now))
      await beat()
      const arrived = storefront.got.map(({ body }) => body.data.coupon).toSorted()
      expect(arrived).toEqual(told.map(({ coupon }) => coupon).toSorted())
    }),
    { numRuns: 15 },
  )
})

test('what was delivered is forgotten after two weeks, what is open never', async () => {
  await tell('L')
  await beat()
  await tell('M')
  await forgetCallbacks(db, now.add({ hours: 24 * 13 }))
  expect(await states()).toEqual(['delivered', 'waiting'])
  await forgetCallbacks(db, now.add({ hours: 24 * 15 }))
  expect(await states()).toEqual(['waiting'])
})
