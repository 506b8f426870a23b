import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { customerOrders } from '../../../shop/intake/customer-orders.ts'
import { cancelOrder } from '../../../shop/orders/cancel.ts'
import { capturePayment, failPayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { changeRules } from '../../../shop/payments/change.ts'
import { checkPayments } from '../../../shop/payments/look-up.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { type Taking, takeMethod } from '../../../shop/payments/take.ts'
import { demand, type Result } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { transact } from '../../../shop/transact.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'

let database: Database
const { jobs } = recordingJobs()
let at = now
let orders = 0

beforeAll(async () => {
  database = await freshDatabase()
  await putOnSale(database.db, { sku: 'TEA', price: 10_00n, onHand: 100_000 })
})
afterAll(() => database.close())

/** Limits the uses of a method, and nothing else of it. */
async function limit(method: string, fields: Record<string, string>) {
  const version = (await readMethods(database.db)).find(({ code }) => code === method)?.version ?? ''
  at = at.add({ seconds: 1 })
  const asked = { method, form: 'limits', version, fields, member: manager, via: 'test' } as const
  const done = await changeRules(database.db, jobs, asked, at)
  expect(done.ok).toBe(true)
}

/** Places an order and takes a use for it, in one transaction, as a storefront does. */
function buy(customer: string, method: string, more: Partial<Taking> = {}, when = now): Promise<Result<string>> {
  const number = `S${++orders}`
  return transact(database.db, async (trx) => {
    demand(
      await placeOrder(trx, jobs, { number, customer: { id: customer }, items: [{ sku: 'TEA', quantity: 1 }] }, when),
    )
    const asked: Taking = { order: number, payment: 'P1', method, amount: 10_00n, by: 'storefront', ...more }
    const taken = await takeMethod(trx, asked, when)
    return taken.ok ? { ok: true, value: number } : taken
  })
}

const outcomes = (done: readonly Result<string>[]) => done.map((one) => (one.ok ? 'taken' : one.code)).toSorted()

test('of many orders at once, exactly as many get a method as its limit a day allows, and the others leave nothing', async () => {
  await limit('alipay', { perDay: '7' })
  const before = orders
  const done = await Promise.all(Array.from({ length: 40 }, (_, index) => buy(`a${index}`, 'alipay')))
  expect(outcomes(done)).toEqual([...Array(33).fill('payment.day_used_up'), ...Array(7).fill('taken')])
  const { count } = await database.db
    .selectFrom('orders')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where(
      'number',
      'in',
      Array.from({ length: 40 }, (_, index) => `S${before + index + 1}`),
    )
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(7)
})

test('one customer who orders many times at once stays within their own limits; others are not kept out', async () => {
  await limit('wechat_pay', { perCustomer: '3', perCustomerDay: '2' })
  const many = await Promise.all(Array.from({ length: 12 }, (_, index) => buy(`b${index % 2}`, 'wechat_pay')))
  expect(outcomes(many)).toEqual([...Array(8).fill('payment.customer_day_used_up'), ...Array(4).fill('taken')])
  const tomorrow = now.add({ hours: 24 })
  const next = await Promise.all(Array.from({ length: 6 }, () => buy('b0', 'wechat_pay', {}, tomorrow)))
  expect(outcomes(next)).toEqual([...Array(5).fill('payment.customer_used_up'), 'taken'])
})

test('a guest cannot use what is limited for each customer, however many orders they place', async () => {
  await limit('wechat_pay', { perCustomer: '3', perCustomerDay: '2' })
  const done = [await buy('guest:1', 'wechat_pay'), await buy('guest:2', 'wechat_pay')]
  expect(outcomes(done)).toEqual(['payment.customer_missing', 'payment.customer_missing'])
  expect(await buy('guest:3', 'wallet')).toMatchObject({ ok: true })
  const number = demand(await buy('guest:4', 'wallet'))
  const { orders: own } = await customerOrders(database.db, 'guest:4', {}, now)
  const wechat = own[0]?.payment_methods?.find(({ method }) => method === 'wechat_pay')
  expect(wechat?.reasons).toMatchObject([{ code: 'payment.customer_missing' }])
  const settings = await readSettings(database.db)
  const checked = demand(await checkPayments(database.db, settings, number, now))
  const verdict = checked.verdicts.find(({ method }) => method.code === 'wechat_pay')
  expect(verdict?.reasons).toMatchObject([{ code: 'payment.customer_missing' }])
})

test('a use that is given up can be taken again: by a failed payment, and by a cancelled order', async () => {
  await limit('wallet', { perCustomer: '1' })
  const first = demand(await buy('c', 'wallet'))
  expect(await buy('c', 'wallet')).toMatchObject({ code: 'payment.customer_used_up', values: { uses: 1, most: 1 } })
  demand(await failPayment(database.db, { order: first, payment: 'P1', method: 'wallet', amount: 10_00n }, now))
  const second = demand(await buy('c', 'wallet'))
  expect(await buy('c', 'wallet')).toMatchObject({ code: 'payment.customer_used_up' })
  demand(await cancelOrder(database.db, jobs, { order: second, member: null, via: 'test' }, now))
  expect(await buy('c', 'wallet')).toMatchObject({ ok: true })
})

test('taking the same payment again takes nothing more, whether it is still open or was captured', async () => {
  await limit('bank_card', { perDay: '1' })
  const order = demand(await buy('d', 'bank_card'))
  const again = () =>
    transact(database.db, (trx) =>
      takeMethod(trx, { order, payment: 'P1', method: 'bank_card', amount: 10_00n, by: 'storefront' }, now),
    )
  expect(await again()).toMatchObject({ ok: true })
  demand(await capturePayment(database.db, { order, payment: 'P1', method: 'bank_card', amount: 10_00n }, now))
  expect(await again()).toMatchObject({ ok: true })
  expect(await buy('e', 'bank_card')).toMatchObject({ code: 'payment.day_used_up' })
})

test('a use counts for the day of the shop on which it was taken, also where the money comes after midnight', async () => {
  await limit('bank_card', { perDay: '1' })
  // Midnight in Shanghai is 16:00 UTC.
  const evening = Temporal.Instant.from('2026-05-01T15:59:00Z')
  const morning = Temporal.Instant.from('2026-05-01T16:01:00Z')
  const order = demand(await buy('f', 'bank_card', {}, evening))
  demand(await capturePayment(database.db, { order, payment: 'P1', method: 'bank_card', amount: 10_00n }, morning))
  expect(await buy('f', 'bank_card', {}, evening)).toMatchObject({ code: 'payment.day_used_up' })
  expect(await buy('f', 'bank_card', {}, morning)).toMatchObject({ ok: true })
  demand(
    await setSetting(
      database.db,
      { key: 'shop.timezone', text: 'America/Sao_Paulo', member: manager, via: 'test' },
      now,
    ),
  )
  expect(await buy('f', 'bank_card', {}, morning)).toMatchObject({ code: 'payment.day_used_up', values: { uses: 2 } })
})

test('a method that does not apply is refused with the reason, and so is one that is none', async () => {
  expect(await buy('g', 'stripe')).toMatchObject({ code: 'payment.off' })
  expect(await buy('g', 'alipai')).toMatchObject({ code: 'payment.unknown_method', values: { nearest: 'alipay' } })
  await limit('alipay', { amounts: 'CNY 20 -' })
  expect(await buy('g', 'alipay')).toMatchObject({ code: 'payment.below_least', values: { least: 20_00n } })
})
