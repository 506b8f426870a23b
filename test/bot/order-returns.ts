import { expect, test } from 'vitest'
import { demand } from '../../shop/result.ts'
import { requestReturn } from '../../shop/returns/request.ts'
import type { RefundWorld } from './refund-world.ts'

/** Tests how goods come back by Slack, for their money and for others. */
export function testReturns(world: RefundWorld): void {
  const { db } = world.program.services
  const notice = (number: string) => {
    const found = world
      .person('U0MEI')
      .messages('approvals')
      .find(({ text }) => text.includes(`${number}-RT1`))
    if (!found) throw new Error(`no notice of ${number}-RT1`)
    return found
  }

  /** A delivered order of the sample shop, made young enough for its goods to come back. */
  async function young() {
    const { number } = await world.someOrder()
    await db.updateTable('orders').set({ delivered_at: world.now() }).where('number', '=', number).execute()
    const line = await db
      .selectFrom('order_items')
      .selectAll()
      .where('order_number', '=', number)
      .orderBy('line')
      .executeTakeFirstOrThrow()
    await db.updateTable('stock').set({ on_hand: 50 }).where('sku', '=', line.sku).execute()
    return { number, line: line.line, label: `${line.name} ${line.sku}` }
  }

  test('a colleague asks for a return, another takes it step by step to its refund by the buttons of the notice', async () => {
    const { number, line, label } = await young()
    const [sam, mei, zhao] = [world.person('U0SAM'), world.person('U0MEI'), world.person('U0ZHAO')]
    const card = await sam.command(`/order ${number}`)
    await sam.click('Return…', card.shown ? { message: card.shown } : {})
    await sam.fill({ Reason: 'too <!channel> small' })
    await sam.submit()
    expect(Object.values(sam.modal?.errors ?? {})).toEqual(['Say of at least one line how many pieces, from 1.'])
    await sam.fill({ [label]: '99', 'Exchange for (SKU)': 'NOPE' })
    await sam.submit()
    expect(sam.modal?.errors).toEqual({
      [`line_${line}`]: expect.stringMatching(/^Of line \d+ of order .* \d+ pieces? can come back/),
    })
    await sam.fill({ [label]: '1' })
    await sam.submit()
    expect(sam.modal?.errors).toEqual({ wanted: expect.stringContaining('There is no product NOPE') })
    await sam.fill({ 'Exchange for (SKU)': '' })
    expect(await sam.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    expect(notice(number).pings.some((ping) => ping.includes('channel'))).toBe(false)
    expect((await sam.command('/order returns')).shown?.text).toContain(`${number}-RT1`)
    expect((await sam.command(`/order return ${number}-RT1`)).shown?.buttons).not.toContain('Approve…')
    expect((await zhao.command(`/order returns ${number}`)).shown?.text).toContain('已申请')

    await mei.click('Approve…', { message: notice(number) })
    await mei.fill({ 'What the customer has to do': 'Use the label & a box' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    expect(notice(number).text).toContain('Use the label & a box')
    await mei.click('Goods have come', { message: notice(number) })
    await world.settled()
    await mei.click('Inspect…', { message: notice(number) })
    await mei.fill({ 'What becomes of it': 'Write off' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    for (const text of ['accepted', 'written off', `Money goes back by ${number}-R1`])
      expect(notice(number).text).toContain(text)
    expect((await mei.command(`/order return ${number}-RT1`)).shown?.buttons).not.toContain('Inspect…')
    const after = (await sam.command(`/order ${number}`)).shown?.text
    for (const text of [`Return ${number}-RT1 of 1 piece requested`, '1 of 1 piece accepted', `${number}-R1`])
      expect(after).toContain(text)
  })

  test('an exchange makes an order of its own, and the cards of both lead to each other', async () => {
    const { number, label } = await young()
    const [sam, mei] = [world.person('U0SAM'), world.person('U0MEI')]
    const wanted = await db
      .selectFrom('stock')
      .innerJoin('products', 'products.sku', 'stock.sku')
      .select('stock.sku')
      .where('on_hand', '>', 20)
      .orderBy('price')
      .executeTakeFirstOrThrow()
    await sam.command(`/order return ${number}`)
    await sam.fill({ [label]: '1', 'Exchange for (SKU)': wanted.sku.toLowerCase(), Reason: 'broken' })
    expect(await sam.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    expect(notice(number).text).toMatch(new RegExp(`@sam asks to exchange goods of order ${number}`))
    await mei.click('Approve…', { message: notice(number) })
    expect(mei.modal?.text).toContain('today’s prices')
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    const other = (await mei.command(`/order ${number}-X1`)).shown
    expect(other?.text).toContain(`Made for goods of order ${number}`)
    expect(other?.buttons).toContain(`Open order ${number}`)
    expect((await mei.command(`/order ${number}`)).shown?.text).toContain(`→ ${number}-X1`)
    expect(other?.buttons).not.toContain('Ship…')
    expect(other?.text).toContain(`its goods leave once those of ${number}-RT1 have come`)
    for (const words of ['', ' SF Express X1'])
      expect((await mei.command(`/order ship ${number}-X1${words}`)).shown?.text).toContain('is an exchange')
    await world.settled()
    await mei.click('Cancel return…', { message: notice(number) })
    await mei.fill({ Reason: 'keeps it' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    expect((await mei.command(`/order ${number}-X1`)).shown?.text).toContain('its exchange came to nothing')
    expect((await mei.command('/order returns nonsense')).shown?.text).toContain('no state “nonsense”')
    expect((await mei.command(`/order return ${number}-RT9`)).shown?.text).toContain('no return of that number')
  })

  test('what an exchange sets against its order is no money that went back, wherever it is shown', async () => {
    const { number, line } = await young()
    const [sam, mei, zhao] = [world.person('U0SAM'), world.person('U0MEI'), world.person('U0ZHAO')]
    const { sku } = await db
      .selectFrom('order_items')
      .select('sku')
      .where('order_number', '=', number)
      .where('line', '=', line)
      .executeTakeFirstOrThrow()
    await sam.command(`/order return ${number}`)
    const label = Object.values(sam.modal?.fields ?? []).find((field) => field.label.includes(sku))?.label ?? ''
    await sam.fill({ [label]: '1', 'Exchange for (SKU)': sku, Reason: 'broken' })
    await sam.submit()
    await world.settled()
    await mei.click('Approve…', { message: notice(number) })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    expect(notice(number).text).not.toContain('Money goes back')
    expect((await mei.command(`/order ${number}`)).shown?.text).toContain(`set aside for order ${number}-X1`)
    await mei.click('Goods have come', { message: notice(number) })
    await world.settled()
    await mei.click('Inspect…', { message: notice(number) })
    await mei.submit()
    await world.settled()
    const card = (await mei.command(`/order ${number}`)).shown?.text ?? ''
    for (const text of [
      new RegExp(`paid .*P1.*\\(¥[0-9,.]+ set against order ${number}-X1\\)`),
      new RegExp(`${number}-R1 ¥[0-9,.]+ +set against order ${number}-X1`),
      new RegExp(`¥[0-9,.]+ set against order ${number}-X1 \\(R1\\)`),
      /Paid \/ refunded\n.*\/ ¥0\.00/,
    ])
      expect(card).toMatch(text)
    const refund = (await mei.command(`/refund ${number}-R1`)).shown?.text ?? ''
    expect(refund).toContain(`set against order ${number}-X1`)
    expect((await zhao.command(`/refund ${number}-R1`)).shown?.text).toContain(`已抵作订单 ${number}-X1`)
    for (const text of [card, refund]) expect(text).not.toMatch(/went back|goes back|succeeded/)
    expect(mei.messages('dm').filter(({ text }) => text.includes(`${number}-R1`))).toEqual([])
  })

  test('an exchange whose order is cancelled reads as a return for money; a card lists the newest of many', async () => {
    const { number, line } = await young()
    const mei = world.person('U0MEI')
    const { jobs } = world.program.services
    const { sku } = await db.selectFrom('stock').select('sku').orderBy('on_hand', 'desc').executeTakeFirstOrThrow()
    const by = { member: null, via: 'storefront' } as const
    const ask = (id: string, wanted: string | null) => {
      const asked = { order: number, id, kind: wanted ? 'exchange' : 'return', reason: 'x', ...by } as const
      return requestReturn(db, jobs, { ...asked, lines: [{ line, quantity: 1, wanted }] }, world.now())
    }
    demand(await ask('x', sku))
    await world.settled()
    await mei.click('Approve…', { message: notice(number) })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    const { shown } = await mei.command(`/order cancel ${number}-X1`)
    if (!mei.modal) throw new Error(shown?.text)
    await mei.submit()
    await world.settled()
    const money = `order ${number}-X1 is cancelled: the goods come back for their money`
    expect(notice(number).text).toContain('wants to send goods')
    expect(notice(number).text).toContain(money)
    expect(notice(number).text).not.toMatch(/exchange goods|for \S+\n|other goods/)
    expect(notice(number).buttons).not.toContain('Open the other order')
    expect((await mei.command(`/order returns ${number}`)).shown?.text).toContain(money)
    expect((await mei.command(`/order ${number}`)).shown?.text).toContain(money)

    await db.updateTable('returns').set({ state: 'refused' }).where('order_number', '=', number).execute()
    for (let more = 0; more < 6; more++) {
      demand(await ask(`more-${more}`, null))
      await db.updateTable('returns').set({ state: 'refused' }).where('order_number', '=', number).execute()
    }
    const card = (await mei.command(`/order ${number}`)).shown
    expect(card?.text).toMatch(new RegExp(`… and 1 more\n• Return ${number}-RT2[^]*• Return ${number}-RT7`))
    expect(card?.buttons).toContain(`${number}-RT7`)
  })
}
