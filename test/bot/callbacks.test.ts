import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { RETRY_AFTER } from '../../shop/callbacks/deliver.ts'
import { openReceiver, secret } from '../shop/callbacks/receiver.ts'
import { putOnSale } from '../shop/goods.ts'
import type { Backroom } from './processes/backroom.ts'
import { type Outside, openOutside } from './processes/outside.ts'
import { signed } from './signed.ts'
import { testTwoHundred } from './support-two-hundred.ts'

let now = Temporal.Instant.fromEpochMilliseconds(Date.now())
let outside: Outside
let backroom: Backroom
let storefront: Awaited<ReturnType<typeof openReceiver>>

const start = () => outside.start({ SHOP_EVENTS_SECRET: secret, SHOP_CALLBACK_URL: storefront.url, CLOCK: String(now) })

beforeAll(async () => {
  storefront = await openReceiver()
  outside = await openOutside({ now: () => now.epochMilliseconds })
  await putOnSale(outside.database.db, { sku: 'TEA', price: 50_00n })
  await putOnSale(outside.database.db, { sku: 'CUP', price: 50_00n })
  backroom = await start()
})
afterAll(async () => {
  await outside.close()
  await storefront.close()
})

/** The storefront tells something. */
async function tell(type: string, data: object): Promise<string> {
  const body = JSON.stringify({ type, timestamp: String(now), data })
  const headers = signed(body, { by: secret, at: now })
  const response = await fetch(`${backroom.url}/shop/events`, { method: 'POST', body, headers })
  return ((await response.json()) as { state: string }).state
}

const place = (order: string) =>
  tell('order.placed', {
    ...{ order, customer: { id: 'c1', name: 'Lin <!channel>' }, currency: 'CNY' },
    items: [{ sku: 'TEA', quantity: 2, unit_price: '50.00' }],
  })
const pay = (order: string) => tell('order.paid', { order, payment: 'P1', method: 'alipay', amount: '100.00' })

test('a process that is killed while the storefront has it in hand sends it again after its restart, then what follows', async () => {
  storefront.answer(() => 'silent')
  await place('A')
  await pay('A')
  await backroom.beat(now)
  await vi.waitFor(() => expect(storefront.got).toHaveLength(1), { timeout: 5000 })
  await backroom.kill()
  storefront.answer(() => ({ status: 200 }))
  backroom = await start()
  await outside.settled()
  const [first, again, ...rest] = storefront.got
  expect(again?.id).toBe(first?.id)
  expect([again, ...rest].map((one) => one?.body.type)).toEqual([
    'order.placed',
    'payment.captured',
    'order.status_changed',
  ])
})

test('one that is never taken is told of in the operations channel, and settled there by an administrator only', async () => {
  const ana = outside.slack.person('U0ANA')
  const mei = outside.slack.person('U0MEI')
  expect((await ana.command('/backroom callbacks', { channel: 'general' })).shown?.text).toContain(
    'The storefront has been told everything',
  )
  // In the past, so that the library that verifies still takes what comes last.
  const today = now
  now = now.subtract({ hours: 40 })
  await outside.database.db.deleteFrom('callbacks').execute()
  storefront.got.length = 0
  storefront.answer(() => ({ status: 500 }))
  await sql`
    insert into callbacks (type, subject, data, happened_at, attempts) values
      ('order.placed', 'order:<@U0MEI>', '{"order":"B"}', ${now}, ${RETRY_AFTER.length}),
      ('order.status_changed', 'order:<@U0MEI>', '{"order":"B"}', ${now}, 0)`.execute(outside.database.db)
  now = today
  await backroom.beat(now)
  await outside.settled()
  const alert = ana.latest('operations')
  expect(alert?.text).toContain('The storefront did not take 1 callback')

  expect((await mei.command('/backroom callbacks', { channel: 'general' })).shown?.text).toContain(
    'settle what storefronts told',
  )
  const { shown } = await ana.command('/backroom callbacks', { channel: 'general' })
  for (const text of ['Order placed', 'status 500', 'given up after 8 attempts', 'waits for those before it'])
    expect(shown?.text).toContain(text)
  expect(shown?.text.split('\n')).toContain('the storefront answered with status 500')
  expect(shown?.text.split('\n').at(-1)).toBe('[Refresh]')
  storefront.answer(() => ({ status: 200 }))
  expect(await ana.click('Send again', { channel: 'general' })).toMatchObject({ ok: true })
  await outside.settled()
  expect(storefront.types()).toEqual(['order.placed', 'order.placed', 'order.status_changed'])
  await vi.waitFor(() => expect(ana.latest('operations')?.text).toContain('were sent again or skipped'))
  expect(ana.messages('operations')).toHaveLength(1)
  expect((await ana.command('/backroom skip', { channel: 'general' })).shown?.text).toContain('skip ID')
  expect((await ana.command('/backroom skip nothing', { channel: 'general' })).shown?.text).toContain('no callback')
})

test('returns, messages and ratings are posted once where people see them, and cannot ping anybody', async () => {
  const sam = outside.slack.person('U0SAM')
  const asked = { order: 'A', request: 'rt1', lines: [{ line: 1, quantity: 1 }], reason: 'bitter <!channel>' }
  expect(await tell('return.requested', asked)).toBe('waiting')
  expect(await tell('shipment.updated', { order: 'A', shipment: 'S1', status: 'shipped' })).toBe('applied')
  await outside.settled()
  const exchange = { ...asked, request: 'ex1', lines: [{ line: 1, quantity: 1, sku: 'CUP' }] }
  expect(await tell('exchange.requested', exchange)).toBe('applied')
  expect(await tell('return.requested', { ...asked, request: 'rt2' })).toBe('waiting')
  expect(await tell('return.requested', asked)).toBe('applied')
  const long = `第一行 <!here>\n${'好'.repeat(4000)}`
  for (let time = 0; time < 2; time++)
    expect(await tell('customer.message', { customer: 'c1', message: 'm1', order: 'A', text: long })).toBe('applied')
  expect(await tell('customer.message', { customer: 'c1', message: 'm2', order: 'ZZ', text: 'hi' })).toBe('waiting')
  expect(await tell('customer.rated', { customer: 'c9', rating: 'r1', score: 2 })).toBe('applied')
  now = now.add({ seconds: 1 })
  await backroom.beat(now)
  expect(await tell('customer.rated', { customer: 'c9', rating: 'r1', score: 5, comment: 'sorry\n:-)' })).toBe(
    'applied',
  )
  await outside.settled()

  const wanted = sam.messages('approvals')
  expect(wanted).toHaveLength(2)
  for (const text of ['wants to send goods of order A back', '1 × TEA', 'bitter', 'requested'])
    expect(wanted[0]?.text).toContain(text)
  for (const text of ['wants to exchange goods of order A', 'for CUP']) expect(wanted[1]?.text).toContain(text)
  const posts = sam.messages('support')
  expect(posts).toHaveLength(2)
  for (const text of ['with Lin <!channel> about order A', '第一行']) expect(posts[0]?.text).toContain(text)
  const thread = sam.messages('support', posts[0]?.ts)
  expect(thread.at(-1)?.text).toContain('Lin <!channel> writes about order A')
  expect(thread.at(-1)?.text.match(/好/g)).toHaveLength(4000)
  for (const text of ['c9 rates the shop', '★★★★★', 'sorry']) expect(posts[1]?.text).toContain(text)
  expect([...posts, ...thread, ...wanted].flatMap(({ pings }) => pings)).toEqual([])
  const card = (await sam.command('/order A', { channel: 'general' })).shown?.text
  for (const text of ['Returns and exchanges', 'A-RT1', 'A-RT2', 'Exchange A-RT2 of 1 piece requested'])
    expect(card).toContain(text)
  expect(outside.slack.store.refusals).toEqual([])
})

// It shares this world: another takes two seconds to open.
testTwoHundred(() => ({
  ...{ outside, got: storefront.got, now, backroom, tell },
  async restart() {
    backroom = await start()
    return backroom
  },
}))
