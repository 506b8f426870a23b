import { expect, test } from 'vitest'
import { seeToArrivals } from '../../shop/automation/arrivals.ts'
import { openException } from '../../shop/exceptions/open.ts'
import type { RefundWorld } from './refund-world.ts'

/** Tests what people note on orders from Slack, the queue of exceptions, late orders and rules. */
export function testOrderCare(world: RefundWorld): void {
  const { db, jobs } = world.program.services
  const [mei, wang, zhao] = [world.person('U0MEI'), world.person('U0WANG'), world.person('U0ZHAO')]

  /** Orders of the merchant in the sandbox that are paid and have not left, the oldest first. */
  const ownPaid = () =>
    db
      .selectFrom('orders')
      .select('number')
      .where('status', 'in', ['paid', 'processing'])
      .where('number', 'in', (eb) =>
        eb
          .selectFrom('order_items')
          .innerJoin('members', 'members.merchant_id', 'order_items.merchant_id')
          .where('members.id', '=', 'U0WANG')
          .select('order_number'),
      )
      .orderBy('number')
      .executeTakeFirstOrThrow()

  test('a manager holds, tags and assigns an order by words and forms, and finds it again', async () => {
    const { number } = await ownPaid()
    const held = await mei.command(`/order hold ${number} is the <!channel> address right?`)
    expect(held.shown?.text).toContain('is the <!channel> address right?')
    expect(held.shown?.buttons).toEqual(expect.arrayContaining(['Release', 'Tags…', 'Assign…', 'Problem…']))
    await mei.command(`/order tag ${number}`)
    await mei.fill({ Tags: 'vip, 加急' }, { in: 'modal' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    expect((await mei.command(`/order assign ${number} @Zhao`)).shown?.text).toContain('Assigned')
    await world.settled()
    expect(zhao.messages('dm').some(({ text }) => text.includes(number))).toBe(true)
    expect((await zhao.command('/order assigned:我 tag:加急 暂缓')).shown?.text).toContain(number)
    expect((await mei.command('/order board')).shown?.text).toContain('Late: processing')
    expect((await mei.command(`/order release ${number}`)).shown?.buttons).toContain('Hold…')
  })

  test('a late order is asked about, answered in a form by its merchant, and seen to in the queue', async () => {
    const { number } = await ownPaid()
    const { merchant_id } = await db
      .selectFrom('members')
      .select('merchant_id')
      .where('id', '=', 'U0WANG')
      .executeTakeFirstOrThrow()
    const late = { order: number, kind: 'late_shipment' as const, merchant: merchant_id, answerBy: world.now() }
    await db.transaction().execute((trx) => openException(trx, jobs, late, world.now()))
    await wang.command('/order late')
    await wang.click('答复…')
    await wang.fill({ 原因: '窑坏了 <!channel>', 最晚发货日: '2020-01-01' }, { in: 'modal' })
    expect((await wang.submit()).errors).toMatchObject({ day: expect.stringContaining('最晚发货日') })
    const day = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 3 })
    await wang.fill({ 最晚发货日: String(day) }, { in: 'modal' })
    expect(await wang.submit()).toMatchObject({ ok: true, modal: null })
    const queue = await mei.command('/order exceptions late_shipment')
    expect(queue.shown?.text).toContain('窑坏了 <!channel>')
    await mei.click('Open', queue.shown ? { message: queue.shown } : {})
    await mei.click('I see to it')
    await mei.click('Seen to…')
    await mei.fill({ 'What was done': 'called them' }, { in: 'modal' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    expect((await mei.command(`/order exception ${number}-E1`)).shown?.text).toContain('called them')
  })

  test('a rule is made in a form, tried dry and switched on', async () => {
    const rules = await mei.command('/order rules')
    expect(rules.shown?.text).toContain('Large orders')
    await mei.click('New rule…', rules.shown ? { message: rules.shown } : {})
    await mei.fill({ Name: 'Packed <!channel>' }, { in: 'modal' })
    expect(Object.values((await mei.submit()).errors).join()).toContain('what is to be done')
    await mei.fill({ 'Tag it with': 'new' }, { in: 'modal' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    const list = await zhao.command('/order rules')
    expect(list.shown?.text).toContain('Packed <!channel>')
    const { id } = await db.selectFrom('order_rules').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
    expect((await mei.command(`/order rule ${id}`)).shown?.text).toMatch(/Would have matched 200 of the last 200/)
    await mei.click('Switch on')
    expect((await mei.command(`/order rule ${id}`)).shown?.buttons).toContain('Switch off')
    await mei.click('History')
    await seeToArrivals(db, jobs, world.now())
  })
}
