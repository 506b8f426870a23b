import { expect, test } from 'vitest'
import type { PaymentsWorld } from './payments-world.ts'

/** Tests that changes of methods wait for a second person, where the settings ask for it. */
export function testApprovalOfMethods(world: PaymentsWorld): void {
  const { said, mei } = world

  /** Turning an approval off takes two people. */
  const turnOff = async (key: string) => {
    const [subject = ''] = /C\d+/.exec(await said(`/settings set ${key} no`)) ?? []
    await said(`/settings approve ${subject}`, 'U0ZHAO')
    expect(await said(`/settings set ${key} no`)).toContain('nothing has changed')
  }

  test('a change waits in #approvals, is on the other manager’s App Home, and is made when they agree', async () => {
    const zhao = world.person('U0ZHAO')
    await said('/settings set payment.approval yes')
    const asked = await said('/payments on bank_transfer -- for firms')
    for (const part of ['Waits for approval', 'Bank transfer is to be turned on', '“for firms”'])
      expect(asked).toContain(part)
    expect(await said('/payments bank_transfer')).toContain('⚪ off')
    await world.settled()
    const prompt = await zhao.sees('Bank transfer is to be turned on', { channel: 'approvals' })
    expect(prompt.text).toContain('@zhao')
    await zhao.openHome()
    await zhao.waitFor(() => zhao.home?.text.includes('1 项支付方式更改') ?? false, 5_000)
    const [subject = ''] = /C\d+/.exec(asked) ?? []
    expect(await said(`/payments approve ${subject}`)).toContain('someone else has to decide')
    for (const own of [await said('/payments waiting'), await said('/payments bank_transfer')]) {
      expect(own).toContain('Bank transfer is to be turned on')
      expect(own).toContain('[Withdraw]')
      expect(own).not.toContain('[Approve]')
    }
    expect(await said(`/payments reject ${subject}`)).toContain('someone else has to decide')
    expect(await said('/payments bank_transfer', 'U0ZHAO')).toMatch(/启用 银行转账[\s\S]*\[同意\]/)
    expect(await said('/payments waiting', 'U0ZHAO')).toContain('启用 银行转账')
    await zhao.click('Approve', { in: 'message' })
    await world.settled()
    expect(await said('/payments bank_transfer')).toContain('🟢 on')
    await mei().sees('Approved by @zhao', { channel: 'dm' })
    expect(await said(`/payments reject ${subject}`, 'U0ZHAO')).toContain('批准')
    expect(zhao.modal).toBeNull()
    expect(await said('/payments history bank_transfer')).toMatch(/C\d+ approved/)
    await turnOff('payment.approval')
  })

  test('the rules that a form asked for are told to who decides, and rejected with a reason', async () => {
    await said('/settings set payment.approval yes')
    await mei().command('/payments edit bank_transfer')
    await mei().fill({ Currencies: 'CNY' }, { in: 'modal' })
    expect((await mei().submit()).errors).toEqual({})
    await world.settled()
    const zhao = world.person('U0ZHAO')
    const waits = await said('/payments waiting', 'U0ZHAO')
    expect(waits).toMatch(/货币: 所有货币 → CNY/)
    const [subject = ''] = /C\d+/.exec(waits) ?? []
    await zhao.command(`/payments reject ${subject}`)
    await zhao.fill({ 原因: '不需要' }, { in: 'modal' })
    expect((await zhao.submit()).errors).toEqual({})
    await world.settled()
    expect(await said('/payments bank_transfer')).toContain('every currency')
    await mei().sees('不需要', { channel: 'dm' })
    await turnOff('payment.approval')
  })

  test('where nobody else could agree, the settings say so, and nothing waits but is announced', async () => {
    expect(await said('/settings set team.approval yes')).toContain('Fewer than two people may decide on rights')
    expect(await said('/settings check')).toContain('/team give @person ROLE')
    expect(await said('/team give @vera support -- ill colleague', 'U0ANA')).toMatch(/@vera[\s\S]*support/)
    await world.settled()
    const told = await mei().sees('Made at once', { channel: 'approvals' })
    for (const part of ['@vera is to have the role support', '“ill colleague”', '@ana'])
      expect(told.text).toContain(part)
    await said('/team take @vera support', 'U0ANA')
    await turnOff('team.approval')
  })
}
