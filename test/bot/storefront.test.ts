import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventKinds } from '../../shop/intake/registry.ts'
import { story } from '../shop/intake/story.ts'
import { type Outside, openOutside } from './processes/outside.ts'

const secrets = [`whsec_${Buffer.alloc(32, 7).toString('base64')}`, `whsec_${Buffer.alloc(32, 9).toString('base64')}`]
const [secret = ''] = secrets
const start = Temporal.Instant.from('2026-03-10T02:00:00Z')
/** What the program's clock says. */
const today = start.add({ hours: 24 })

let outside: Outside
let url = ''
beforeAll(async () => {
  outside = await openOutside({ now: () => today.epochMilliseconds })
  const backroom = await outside.start({ SHOP_EVENTS_SECRET: secrets.join(' '), CLOCK: String(today) })
  url = `${backroom.url}/shop/events`
})
afterAll(() => outside.close())

/** As a shop does that follows the specification: its library signs, and nothing of ours. */
async function tell(type: string, data: unknown, minutes = 0, { id = randomUUID() as string, by = secret } = {}) {
  const body = JSON.stringify({ type, timestamp: String(start.add({ minutes })), data })
  return send(body, { id, by })
}

async function send(body: string, { id = randomUUID() as string, by = secret, at = today } = {}) {
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(at.epochMilliseconds / 1000),
    'webhook-signature': new Webhook(by).sign(id, new Date(at.epochMilliseconds), body),
  }
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Everything that the events are about, as text; what differs by nature (when we heard of it, ids of ours) left out. */
async function digest(): Promise<string> {
  const { db } = outside.database
  const tables = {
    orders: 'select * from orders order by number',
    lines: 'select * from order_items order by order_number, line',
    payments: 'select * from payments order by order_number, id',
    shipments: 'select * from shipments order by order_number, id',
    pieces: 'select * from shipment_lines order by order_number, shipment_id, line',
    refunds: 'select * from refunds order by order_number, id',
    timeline: `select order_number, at, kind, data from order_events where kind not like 'refund%' order by 1, 2, 3`,
    reviews: 'select * from reviews order by order_number, id',
    customers: 'select * from customers order by id',
    products: 'select * from products order by sku',
    favourites: 'select * from favourites order by customer_id, sku',
    returns: 'select * from returns order by order_number, id',
    back: 'select * from return_lines order by order_number, return_id, line',
    messages: 'select customer_id, id, order_number, text, at from customer_messages order by customer_id, id',
    ratings: 'select customer_id, id, order_number, score, comment, at from customer_ratings order by customer_id, id',
    open: `select type, subject, state from storefront_events where state <> 'applied' order by 1, 2`,
  }
  const found: Record<string, unknown> = {}
  for (const [name, query] of Object.entries(tables))
    found[name] = (await sql`${sql.raw(query)}`.execute(db)).rows.map((row) => ({
      ...(row as object),
      request_key: '',
      received_at: '',
    }))
  return JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1)
}

async function forget(): Promise<void> {
  const { db } = outside.database
  await sql`
    truncate orders, order_items, payments, shipments, shipment_lines, refunds, refund_lines, refund_parts, order_events,
      reviews, customers, products, merchants, stock, stock_movements, favourites, storefront_events, approvals,
      approval_decisions, messages, rollup_marks, returns, return_lines, customer_messages, customer_ratings cascade`.execute(
    db,
  )
}

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
  expect((await outside.database.db.selectFrom('products').select('name').execute()).map(({ name }) => name)).toEqual([
    'X',
  ])
})

test('a secret that is being replaced is good as well; any other, a stale time, or another body is not', async () => {
  const body = JSON.stringify({ type: 'nothing', timestamp: String(start), data: {} })
  expect((await send(body, { by: secrets[1] })).status).toBe(400)
  expect((await send(body, { by: `whsec_${Buffer.alloc(32, 1).toString('base64')}` })).status).toBe(401)
  for (const minutes of [-6, 6]) expect((await send(body, { at: today.add({ minutes }) })).status).toBe(401)
  const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': '' }
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401)
})

/** What each sender gets, by hand: who does not sign, who signs by another secret, and the storefront. */
const senders = `
                          unsigned  wrong  signed
product.upserted          401       401    200
order.placed              401       401    200
order.paid                401       401    200
payment.failed            401       401    200
order.cancel_requested    401       401    200
shipment.updated          401       401    200
order.received            401       401    200
refund.requested          401       401    200
return.requested          401       401    200
exchange.requested        401       401    200
review.posted             401       401    200
favourite.added           401       401    200
favourite.removed         401       401    200
customer.registered       401       401    200
customer.message          401       401    200
customer.rated            401       401    200
POST /shop/quotes         401       401    409
POST /shop/orders         401       401    409
GET /shop/orders/1042     401       401    200
GET /shop/nothing         401       401    404
`
const [, ...senderRows] = senders
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s{2,}/))

test('every kind of event and every request has its line in the table of senders', () => {
  const asked = ['POST /shop/quotes', 'POST /shop/orders', 'GET /shop/orders/1042', 'GET /shop/nothing']
  expect(senderRows.map(([what]) => what).toSorted()).toEqual(
    [...eventKinds.map(({ type }) => type), ...asked].toSorted(),
  )
})

test('who does not sign, or by another secret, gets nothing; what the storefront signs is taken', async () => {
  await forget()
  const { db } = outside.database
  const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
  for (const [what = '', ...expected] of senderRows) {
    const kind = eventKinds.find(({ type }) => type === what)
    const [method = '', path = ''] = kind ? ['POST', '/shop/events'] : what.split(' ')
    // No such goods: a basket is refused, which only a signed one is.
    const body = kind
      ? event(what, kind.example)
      : JSON.stringify({ items: [{ sku: 'NONE', quantity: 1 }], order: 'X', customer: { id: 'c' } })
    const got: string[] = []
    for (const by of [null, stranger, secret]) {
      const id = randomUUID()
      const raw = method === 'GET' ? '' : body
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(today.epochMilliseconds / 1000),
        ...(by && { 'webhook-signature': new Webhook(by).sign(id, new Date(today.epochMilliseconds), raw) }),
      }
      const response = await fetch(new URL(path, url), { method, headers, ...(raw && { body: raw }) })
      got.push(String(response.status))
      const kept = await db.selectFrom('storefront_events').select('id').where('id', '=', id).execute()
      expect(kept, `${what} by ${by}`).toHaveLength(kind && by === secret ? 1 : 0)
    }
    expect([what, ...got]).toEqual([what, ...expected])
  }
})

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

function event(type: string, data: unknown, timestamp = String(start)): string {
  return JSON.stringify({ type, timestamp, data })
}

test('what cannot be applied is kept, shown to administrators, and can be applied once it is mended', async () => {
  await forget()
  const { db } = outside.database
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
