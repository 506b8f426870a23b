import { expect, test } from 'vitest'
import { changeRules } from '../../shop/payments/change.ts'
import { recordingJobs } from '../shop/goods.ts'
import { manager } from '../shop/people.ts'
import { type OrdersWorld, piece } from './storefront-orders-world.ts'

const { jobs } = recordingJobs()

/** Tests which methods an order can be paid by, by their limits and by its region. */
export function testMethodsOfOrders({ outside, db, ask }: OrdersWorld): void {
  test('an order takes a use of the method that it names, and leaves nothing where that is used up; it is given back', async () => {
    const fields = { perCustomer: '1' }
    const limits = { method: 'wallet', form: 'limits', version: '', fields, member: manager, via: 'test' } as const
    expect((await changeRules(db, jobs, limits, Temporal.Now.instant())).ok).toBe(true)
    const order = (number: string, payment: object) =>
      ask('POST', '/shop/orders', { order: number, customer: { id: 'pays' }, items: [piece('POT')], payment })
    const wallet = { id: 'P1', method: 'wallet' }
    expect((await order('M-1', wallet)).status).toBe(200)
    expect((await order('M-1', wallet)).status).toBe(200)
    const refused = await order('M-2', wallet)
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'payment.customer_used_up' } } })
    expect(refused.body.error.message).toBe('You have used it once, as often as is allowed.')
    expect(await ask('GET', '/shop/orders/M-2')).toMatchObject({ status: 404 })
    expect((await order('M-2', { id: 'P1', method: 'stripe' })).body.error.code).toBe('payment.off')
    expect((await order('M-2', { id: 'P1', method: 'shells' })).body.error.code).toBe('payment.unknown_method')

    const told = (type: string, data: object) =>
      ask('POST', '/shop/events', { type, timestamp: String(Temporal.Now.instant()), data })
    const failed = { order: 'M-1', payment: 'P1', method: 'wallet', amount: '10.00' }
    expect((await told('payment.failed', failed)).body.state).toBe('applied')
    expect((await order('M-2', wallet)).status).toBe(200)
    expect((await order('M-3', wallet)).status).toBe(409)
    expect((await told('order.cancel_requested', { order: 'M-2' })).body.state).toBe('applied')
    expect((await order('M-3', wallet)).status).toBe(200)
    const paid = { ...failed, order: 'M-3' }
    expect((await told('order.paid', paid)).body.state).toBe('applied')
    const payments = await db
      .selectFrom('payments')
      .select(['order_number', 'status'])
      .orderBy('order_number')
      .execute()
    expect(payments.map(({ order_number, status }) => `${order_number} ${status}`)).toEqual([
      'M-1 failed',
      'M-2 pending',
      'M-3 captured',
    ])

    await told('order.paid', { ...paid, payment: 'P2', amount: '5.00' })
    const card = (await outside.slack.person('U0ANA').command('/order M-3')).shown
    expect(card?.text).toContain('¥5.00 more was paid than the order costs')
  })

  test('an order keeps the region that its price rests on, which decides on methods to the end; the profile stays', async () => {
    const fields = { allowedRegions: 'CN-31', refusedRegions: '' }
    const rules = { method: 'bank_card', form: 'limits', version: '', fields, member: manager, via: 'test' } as const
    expect(await changeRules(db, jobs, rules, Temporal.Now.instant())).toMatchObject({
      ok: true,
    })
    const lin = { id: 'settled', region: 'CN-31' }
    const order = (number: string, more: object) =>
      ask('POST', '/shop/orders', { order: number, customer: lin, items: [piece('POT')], ...more })
    const payment = { id: 'P1', method: 'bank_card' }
    expect((await order('G-1', {})).status).toBe(200)
    // Nothing is said of the region: it is that of the profile.
    expect((await order('G-2', { customer: { id: 'settled' }, payment })).status).toBe(200)
    // A present for somebody elsewhere.
    expect(await order('G-3', { region: 'CN-44', payment })).toMatchObject({
      body: { error: { code: 'payment.region_not_allowed' } },
    })
    expect((await order('G-3', { region: 'CN-44' })).status).toBe(200)
    const rows = await db.selectFrom('orders').select(['number', 'region']).where('number', 'like', 'G-%').execute()
    expect(new Map(rows.map(({ number, region }) => [number, region]))).toEqual(
      new Map([
        ['G-1', 'CN-31'],
        ['G-2', 'CN-31'],
        ['G-3', 'CN-44'],
      ]),
    )
    const kept = await db.selectFrom('customers').select('region').where('id', '=', 'settled').executeTakeFirstOrThrow()
    expect(kept.region).toBe('CN-31')
    const { body } = await ask('GET', '/shop/customers/settled/orders')
    const card = (number: string) =>
      body.orders
        .find(({ order }: { order: string }) => order === number)
        .payment_methods.find(({ method }: { method: string }) => method === 'bank_card')
    expect([card('G-2').applies, card('G-3').applies]).toEqual([true, false])
  })
}
