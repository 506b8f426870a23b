import { afterAll, beforeAll, expect, test } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import type { Database } from '../../../db/connect.ts'
import type { RefundOrder } from '../../../shop/gateways/gateway.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { changeRules } from '../../../shop/payments/change.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { rateOf } from '../../../shop/rates/book.ts'
import { readRates } from '../../../shop/rates/read.ts'
import { setRate } from '../../../shop/rates/set.ts'
import { refundOfMessage } from '../../../shop/refunds/details.ts'
import { previewRefund } from '../../../shop/refunds/request.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, recordingJobs } from '../goods.ts'
import { admin, manager, support } from '../people.ts'
import { refundWorld } from '../refunds/world.ts'

const { jobs } = recordingJobs()
let database: Database
let world: Awaited<ReturnType<typeof refundWorld>>
const sent: RefundOrder[] = []
let at = now

beforeAll(async () => {
  database = await freshDatabase()
  world = await refundWorld(database.db, {
    script: (order) => {
      sent.push(order)
      return null
    },
  })
})
afterAll(() => database.close())

async function terms(method: string, fields: Record<string, string>, form: 'terms' | 'limits' = 'terms') {
  at = at.add({ seconds: 1 })
  const version = (await readMethods(database.db)).find(({ code }) => code === method)?.version ?? ''
  const asked = { method, form, version, fields, member: admin, via: 'test' } as const
  expect((await changeRules(database.db, jobs, asked, at)).ok).toBe(true)
}

test('a refund goes back by the method set for after-sales, as it was when it was requested, under the same key', async () => {
  await terms('alipay', { afterSales: 'bank_transfer' })
  const order = await world.paidOrder()
  const preview = await previewRefund(
    database.db,
    await readSettings(database.db),
    {
      order,
      amount: '30',
      member: support,
    },
    now,
  )
  expect(preview.ok && preview.value.parts).toEqual([{ payment: 'P1', method: 'bank_transfer', amount: 30_00n }])
  demand(await world.ask(order, '30'))
  await terms('alipay', {})
  const refund = await refundOfMessage(database.db, await readSettings(database.db), `${order}-R1`, now)
  expect(refund?.parts).toMatchObject([{ method: 'bank_transfer', amount: 30_00n }])
  await world.submit(order, 'R1', 'P1')
  expect(sent.at(-1)).toEqual({
    ...{ key: `${order}-R1-P1`, amount: 30_00n, currency: 'CNY', by: 'bank_transfer' },
    payment: { order, id: 'P1', method: 'alipay' },
  })
  demand(await world.ask(order, '20'))
  await world.submit(order, 'R2', 'P1')
  expect(sent.at(-1)).toMatchObject({ key: `${order}-R2-P1`, by: 'alipay' })
  const today = now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const window = { from: today, to: today }
  const { rows } = demand(await readReport(database.db, { report: 'payments', window }, now))
  const refunded = rows.map(({ name, figures }) => [name, figures.refunded])
  expect(Object.fromEntries(refunded)).toMatchObject({ alipay: 20_00n, bank_transfer: 30_00n })
})

test('where the method set does not take the currency of the order, the money goes back as it came', async () => {
  await terms('alipay', { afterSales: 'stripe' })
  await terms('stripe', { currencies: 'USD' }, 'limits')
  const order = await world.paidOrder()
  demand(await world.ask(order, '30'))
  await world.submit(order, 'R1', 'P1')
  expect(sent.at(-1)).toMatchObject({ by: 'alipay' })
  await terms('alipay', {})
})

test('only the roles that a method names may request refunds by it', async () => {
  await terms('alipay', { refundRoles: 'manager' })
  const order = await world.paidOrder()
  const refused = { ok: false, code: 'payment.role_may_not_refund', values: { code: 'alipay', roles: ['manager'] } }
  const settings = await readSettings(database.db)
  expect(await previewRefund(database.db, settings, { order, amount: null, member: support }, now)).toEqual(refused)
  expect(await world.ask(order, '30')).toEqual(refused)
  expect(await world.ask(order, '30', { member: manager })).toMatchObject({ ok: true })
  expect((await world.counters(order)).refund_reserved).toBe(30_00n)
  await terms('alipay', {})
})

test('an order keeps the rate it was placed at, and is refunded in its own currency', async () => {
  const { db } = database
  const set = async (rate: string) =>
    demand(await setRate(db, { currency: 'USD', rate, member: manager, via: 'test' }, now))
  await set('7.12')
  const minor = rateOf(await readRates(db, await readSettings(db)), 'USD', now)?.minor ?? ''
  const items = [{ sku: 'TEA', quantity: 1, unitPrice: 100_00n }]
  const placed = { number: 'USD-1', customer: { id: 'c9' }, items, currency: { code: 'USD', rate: minor } }
  demand(await placeOrder(db, world.jobs, placed, now))
  demand(await capturePayment(db, { order: 'USD-1', payment: 'P1', method: 'stripe', amount: 100_00n }, now))
  await set('3')
  // 7.00 USD are 49.84 CNY at the rate of the order: below what needs an approval; 8.00 USD are above.
  const settings = await readSettings(db)
  const required = async (amount: string) => {
    const preview = await previewRefund(db, settings, { order: 'USD-1', amount, member: support }, now)
    return preview.ok && preview.value.required
  }
  expect([await required('7'), await required('8')]).toEqual([0, 1])
  demand(await world.ask('USD-1', '7'))
  await world.submit('USD-1', 'R1', 'P1')
  expect(sent.at(-1)).toMatchObject({ amount: 7_00n, currency: 'USD', by: 'stripe' })
  const order = await db.selectFrom('orders').select('rate').where('number', '=', 'USD-1').executeTakeFirstOrThrow()
  expect(order.rate).toBe('7.12')
})
