import { expect, test } from 'vitest'
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
    const wanted = await db.selectFrom('stock').select('sku').orderBy('on_hand', 'desc').executeTakeFirstOrThrow()
    await sam.command(`/order return ${number}`)
    await sam.fill({ [label]: '1', 'Exchange for (SKU)': wanted.sku.toLowerCase(), Reason: 'broken' })
    expect(await sam.submit()).toMatchObject({ ok: true, modal: null })
    await world.settled()
    await mei.click('Approve…', { message: notice(number) })
    expect(mei.modal?.text).toContain('today’s prices')
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    const other = (await mei.command(`/order ${number}-X1`)).shown
    expect(other?.text).toContain(`Made for goods of order ${number}`)
    expect(other?.buttons).toContain(`Open order ${number}`)
    expect((await mei.command(`/order ${number}`)).shown?.text).toContain(`→ ${number}-X1`)
    expect((await mei.command(`/order ship ${number}-X1 SF Express X1`)).shown?.text).toMatch(
      /is an exchange|cannot become/,
    )
    await world.settled()
    await mei.click('Cancel return…', { message: notice(number) })
    await mei.fill({ Reason: 'keeps it' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    expect((await mei.command(`/order ${number}-X1`)).shown?.text).toContain('its exchange came to nothing')
    expect((await mei.command('/order returns nonsense')).shown?.text).toContain('no state “nonsense”')
    expect((await mei.command(`/order return ${number}-RT9`)).shown?.text).toContain('no return of that number')
  })
}
