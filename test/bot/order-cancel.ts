import { expect, test } from 'vitest'
import type { RefundWorld } from './refund-world.ts'

/** Tests how an order is cancelled from Slack, and how its card and its refund tell of it. */
export function testCancelling(world: RefundWorld): void {
  const { db } = world.program.services

  /** An order of the sample shop that is paid and has not left, worth 60 to 900: one approver has to agree. */
  const waitingToLeave = () =>
    db
      .selectFrom('orders')
      .select('number')
      // At some hours nobody has just paid.
      .where('status', 'in', ['paid', 'processing'])
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('shipments').select('id').whereRef('order_number', '=', 'number'))),
      )
      .whereRef('captured', '=', 'total')
      .where('total', '>=', 60_00n)
      .where('total', '<=', 900_00n)
      .where('refund_reserved', '=', 0n)
      .where('refunded', '=', 0n)
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()

  test('an order that has not left is cancelled by a button and a form, with its reason, once', async () => {
    const { number } = await waitingToLeave()
    const [mei, sam, zhao] = [world.person('U0MEI'), world.person('U0SAM'), world.person('U0ZHAO')]
    expect((await sam.command(`/order ${number}`)).shown?.buttons).not.toContain('Cancel order…')
    const card = await mei.command(`/order ${number}`)
    await mei.click('Cancel order…', card.shown ? { message: card.shown } : {})
    expect(mei.modal?.text).toContain('can be sold again')
    expect(mei.modal?.text).toContain('One approver has to agree.')
    await mei.fill({ Reason: 'she <!channel> called' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    expect(world.prompt(`${number}-R1`).text).toContain('Order cancelled')
    const after = await zhao.command(`/order ${number}`)
    expect(after.shown?.text).toContain('已取消：“she <!channel> called”')
    expect(after.shown?.text).toContain('“订单已取消：she')
    expect(after.shown?.buttons).not.toContain('取消订单…')
    expect((await zhao.command(`/order cancel ${number}`)).shown?.text).toContain('已经取消')
    const { number: gone } = await world.someOrder()
    const refused = await mei.command(`/order cancel ${gone} too late`)
    expect(refused.shown?.text).toMatch(/is (delivered|completed), so it cannot be cancelled.*\/refund/)
  })

  test('the card names the promotions and the coupon of an order; a refund that its customer asked for names them', async () => {
    const { number } = await world.someOrder()
    const order = db.selectFrom('orders').select('customer_id').where('number', '=', number)
    const { customer_id } = await order.executeTakeFirstOrThrow()
    await db.updateTable('customers').set({ name: 'Ana <b>' }).where('id', '=', customer_id).execute()
    await db.deleteFrom('promotion_uses').where('order_number', '=', number).execute()
    const { code } = await db.selectFrom('promotions').select('code').orderBy('code').executeTakeFirstOrThrow()
    const use = { order_number: number, promotion: code, customer_id, coupon: 'TEN-4' }
    await db
      .insertInto('promotion_uses')
      .values({ ...use, pieces: 1, given: 3_00n, at: world.now() })
      .execute()
    const refund = { order_number: number, id: 'R1', state: 'requested', amount: 1n, goods: 1n, shipping: 0n }
    const asked = { reason: 'late', request_key: 'storefront:rq', requested_at: world.now() }
    await db
      .insertInto('refunds')
      .values({ ...refund, ...asked })
      .execute()
    const card = (await world.person('U0MEI').command(`/order ${number}`)).shown?.text
    for (const text of [code, '− ¥3.00', 'by coupon TEN-4', 'Ana <b> (customer, by the storefront)'])
      expect(card).toContain(text)
    const shown = await world.person('U0ZHAO').command(`/refund show ${number}-R1`)
    expect(shown.shown?.text).toContain('Ana <b>（客户，通过店铺前台）')
  })
}
