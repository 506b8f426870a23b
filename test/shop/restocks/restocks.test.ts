import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { closeRestock, declineRestock, promiseRestock } from '../../../shop/restocks/answer.ts'
import { askForRestock, suggestedQuantity } from '../../../shop/restocks/open.ts'
import { receiveStock } from '../../../shop/restocks/receive.ts'
import { remindOfRestocks } from '../../../shop/restocks/remind.ts'
import { listRestocks, restockShown } from '../../../shop/restocks/restock.ts'
import { demand } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import { countSales } from '../../../shop/stock/cover.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale, recordingJobs } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager, merchant, support } from '../people.ts'

const { jobs } = recordingJobs()
let database: Database
let db: Database['db']
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  await putOnSale(db, { sku: 'M-TEA', merchant: 'm1', onHand: 60 })
  await db.transaction().execute(async (trx) => {
    for (const [member, role] of [
      ['U0ONE', 'merchant'],
      ['U0TWO', 'merchant'],
      ['U0OTHER', 'visitor'],
    ] as const)
      await grantRole(trx, { member, role, merchant: 'm1', by: null, via: 'test' }, now)
  })
})
afterAll(() => database.close())

let requests = 0
const adjust = (sku: string, change: string, at = now) =>
  adjustStock(db, jobs, { sku, change, reason: 'x', member: manager, key: `${requests++}`, via: 'test' }, at)
const ask = async (sku: string, quantity: string, member = manager) =>
  askForRestock(db, jobs, { sku, quantity, member, via: 'test' }, now)
const promise = (restock: string, quantity: string, dueOn: string, member = manager, at = now) =>
  promiseRestock(db, jobs, { restock, quantity, dueOn, member, via: 'test' }, at)
const receive = (sku: string, quantity: string, key = `${requests++}`) =>
  receiveStock(db, jobs, { sku, quantity, member: manager, key, via: 'test' }, now)
const openOf = async (sku: string) =>
  (await db.selectFrom('restocks').selectAll().where('sku', '=', sku).orderBy('id').execute()).map((row) => ({
    ...row,
    id: String(row.id),
  }))
const addresses = async (kind: string, id: string) =>
  (await db.selectFrom('messages').select(['channel', 'subject']).where('kind', '=', kind).execute())
    .filter(({ subject }) => subject === id || subject.startsWith(`${id}/`))
    .map(({ channel }) => channel)
    .toSorted()

test('a fall below safety asks the merchant’s own people once, for what lasts the days wanted', async () => {
  const order = { number: 'S-1', customer: { id: 'c1' }, items: [{ sku: 'M-TEA', quantity: 28 }] }
  demand(await placeOrder(db, jobs, order, hoursLater(-1)))
  await countSales(db, now)
  demand(await adjust('M-TEA', '-24'))
  const [request, second] = await openOf('M-TEA')
  // 1 a day for 30 days, less the 8 that are available.
  expect(request).toMatchObject({ state: 'asked', quantity: 22, opened_by: null })
  expect(second).toBeUndefined()
  expect(await addresses('stock.restock', request?.id ?? '')).toEqual(['U0ONE', 'U0TWO'])
})

test('a merchant promises by a day and changes the promise; only for own goods, and not for yesterday', async () => {
  const [{ id = '' } = {}] = await openOf('M-TEA')
  expect(await promise(id, '20', '2026-03-09', merchant('m1'))).toMatchObject({ code: 'restock.day_malformed' })
  expect(await promise(id, '20', '2026-02-30', merchant('m1'))).toMatchObject({ code: 'restock.day_malformed' })
  expect(await promise(id, '0', '2026-03-20', merchant('m1'))).toMatchObject({ code: 'stock.pieces_malformed' })
  expect(await promise(id, '20', '2026-03-20', merchant('m2'))).toMatchObject({ code: 'restock.unknown' })
  expect(await promise(id, '20', '2026-03-20', support)).toMatchObject({ code: 'access.denied' })
  expect(await restockShown(db, merchant('m2'), id)).toMatchObject({ code: 'restock.unknown' })
  demand(await promise(id, '20', '2026-03-20', merchant('m1')))
  expect(demand(await promise(id, '15', '2026-03-12', merchant('m1')))).toMatchObject({
    ...{ state: 'promised', promised: 15, dueOn: '2026-03-12', answeredBy: 'Um1' },
  })
  const settings = await readSettings(db)
  expect(await suggestedQuantity(db, settings, { sku: 'M-TEA', available: 8, safety: 10 })).toBe(7)
})

test('what has not come by its day is reminded of once, there and in the stock channel', async () => {
  const [{ id = '' } = {}] = await openOf('M-TEA')
  // The whole of 12 March in Shanghai.
  expect(await remindOfRestocks(db, jobs, Temporal.Instant.from('2026-03-12T15:59:00Z'))).toBe(0)
  const after = Temporal.Instant.from('2026-03-12T16:01:00Z')
  const both = await Promise.all([remindOfRestocks(db, jobs, after), remindOfRestocks(db, jobs, after)])
  expect(both.toSorted()).toEqual([0, 1])
  expect(await addresses('stock.restock_reminder', id)).toEqual(['U0ONE', 'U0TWO', 'channel.stock'])
})

test('deliveries close the request, in part too, each once however often it is sent', async () => {
  demand(await receive('M-TEA', '10', 'van'))
  expect(demand(await receive('M-TEA', '10', 'van')).available).toBe(18)
  expect(await openOf('M-TEA')).toMatchObject([{ state: 'promised', received: 10 }])
  const card = demand(await receive('m-tea', '9'))
  expect(card).toMatchObject({ available: 27, onHand: 55 })
  expect(await openOf('M-TEA')).toMatchObject([{ state: 'received', received: 15 }])
  expect(await promise((await openOf('M-TEA'))[0]?.id ?? '', '20', '2026-03-20')).toMatchObject({
    code: 'restock.over',
    values: { state: 'received' },
  })
  const kinds = await db.selectFrom('audit_log').select('action').where('subject', '=', 'M-TEA').orderBy('id').execute()
  expect(kinds.map(({ action }) => action).filter((action) => action !== 'stock.adjusted')).toEqual([
    ...['restock.promised', 'restock.promised', 'stock.received', 'stock.received'],
  ])
})

test('deliveries that come at once fulfil requests to the last piece', async () => {
  await putOnSale(db, { sku: 'VAN', onHand: 50 })
  demand(await ask('VAN', '30'))
  await promise((await openOf('VAN'))[0]?.id ?? '', '30', '2026-03-20')
  demand(await ask('VAN', '5'))
  await Promise.all(Array.from({ length: 8 }, () => receive('VAN', '4')))
  expect(await openOf('VAN')).toMatchObject([
    { state: 'received', received: 30 },
    { state: 'asked', received: 2 },
  ])
  expect(await brokenInvariants(db)).toEqual([])
})

test('goods without a merchant are asked for in the stock channel, once however many ask', async () => {
  await putOnSale(db, { sku: 'OWN', onHand: 50 })
  const all = await Promise.all([ask('OWN', '5'), ask('OWN', '6'), ask('own', '7')])
  expect(all.map((one) => (one.ok ? 'ok' : one.code)).toSorted()).toEqual([
    ...['ok', 'restock.already_asked', 'restock.already_asked'],
  ])
  const [request] = await openOf('OWN')
  expect(await addresses('stock.restock', request?.id ?? '')).toEqual(['channel.stock'])
  expect(await ask('OWN', '5', merchant('m1'))).toMatchObject({ code: 'access.denied' })
  const id = request?.id ?? ''
  const why = (reason: string) => declineRestock(db, jobs, { restock: id, reason, member: manager, via: 'test' }, now)
  expect(await why('\u200b')).toMatchObject({ code: 'restock.reason_needed' })
  expect(await why('Factory closed')).toMatchObject({ value: { state: 'declined', reason: 'Factory closed' } })
  const again = demand(await ask('OWN', '5'))
  expect(await closeRestock(db, jobs, { restock: String(again.id), member: manager, via: 'test' }, now)).toMatchObject({
    value: { state: 'closed' },
  })
  const page = demand(await listRestocks(db, manager, { size: 10 }))
  expect(page.rows.map(({ state }) => state)).toEqual(['asked', 'closed', 'declined', 'received', 'received'])
  expect(demand(await listRestocks(db, merchant('m1'), { size: 10 })).rows.map(({ sku }) => sku)).toEqual(['M-TEA'])
})

test('nothing is asked for where the setting says no', async () => {
  demand(await setSetting(db, { key: 'stock.restock_requests', text: 'no', member: manager, via: 'test' }, now))
  await putOnSale(db, { sku: 'QUIET', onHand: 50 })
  demand(await adjust('QUIET', '-45'))
  expect(await openOf('QUIET')).toEqual([])
})

test('hostile text is refused, and changes nothing', async () => {
  const hostile = fc.oneof(
    anyText({ maxLength: 40 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
    fc.constantFrom(
      '-1',
      '1.5',
      '１２',
      '1e3',
      '٣',
      '=1+1',
      "1'; drop table stock; --",
      '<!channel>',
      '9'.repeat(10_000),
    ),
  )
  const before = await openOf('OWN')
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      fc.pre(!/^\s*\d{1,7}\s*$/.test(text))
      for (const done of [await ask('OWN', text), await receive('OWN', text), await promise(text, '5', '2026-03-20')])
        expect(done.ok).toBe(false)
      expect(await promise(String(before[0]?.id), '5', text)).toMatchObject({ ok: false })
    }),
    { numRuns: 12 },
  )
  expect(await openOf('OWN')).toEqual(before)
})
