import { expect, test } from 'vitest'
import type { RefundWorld } from './refund-world.ts'

/** Tests which amounts and which reasons are taken. */
export function testAmountsAndReasons(world: RefundWorld): void {
  const { someOrder, request } = world

  test.each(['-5', '1e9', '12.345', '¥', '१२', '0', '999999999', '￥12', 'CNY12', 'RMB 12', '１２', '12元'])(
    'the amount %s is refused with what is allowed',
    async (amount) => {
      const { number } = await someOrder()
      const refused = await world.person('U0SAM').command(`/refund ${number} ${amount} because`)
      expect(refused.modal).toBeNull()
      expect(refused.shown?.text).toMatch(/is not an amount in CNY.*for example 12\.00|more than zero|more than the/)
    },
  )

  test('an amount that cannot be is said in the form, which keeps what is written', async () => {
    const { number } = await someOrder()
    const sam = world.person('U0SAM')
    await sam.command(`/refund ${number} 10 smells`)
    for (const [amount, problem] of [
      ['999999', 'more than the'],
      ['abc', 'is not an amount'],
    ] as const) {
      await sam.fill({ 'Amount (CNY)': amount }, { in: 'modal' })
      await sam.click('Update the dry run', { in: 'modal' })
      expect(sam.modal?.text).toContain(problem)
      expect(sam.modal?.text).toContain(amount)
      expect(sam.modal?.text).toContain('smells')
    }
    await sam.fill({ 'Amount (CNY)': '12' }, { in: 'modal' })
    await sam.click('Update the dry run', { in: 'modal' })
    expect(sam.modal?.text).toContain('¥12.00')
    await sam.closeModal()
  })

  test.each(['\u200b\u200b', '\u2060 \u200d'])('%j is no reason to reject or to refund', async (reason) => {
    const { number } = await request('70')
    expect((await world.person('U0TOM').command(`/refund reject ${number} ${reason}`)).shown?.text).toContain(
      'Say why you reject it',
    )
    const other = await someOrder()
    const sam = world.person('U0SAM')
    await sam.command(`/refund ${other.number} 5`)
    await sam.fill({ Reason: reason }, { in: 'modal' })
    expect(Object.values((await sam.submit()).errors).join()).toContain('Say why the money goes back')
    await sam.closeModal()
  })

  test('a reason that begins with a word is a reason', async () => {
    const { number } = await someOrder()
    const sam = world.person('U0SAM')
    await sam.command(`/refund ${number} Box 3 arrived broken`)
    expect(sam.modal?.text).toContain('Box 3 arrived broken')
    await sam.closeModal()
  })
}
