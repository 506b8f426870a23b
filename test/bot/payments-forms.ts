import { expect, test } from 'vitest'
import type { PaymentsWorld } from './payments-world.ts'

/** Tests that methods are changed, added and renamed in forms. */
export function testMethodForms(world: PaymentsWorld): void {
  const { said, mei } = world

  test('the form of limits marks what it cannot take, keeps it, and then takes it', async () => {
    await mei().command('/payments wechat_pay')
    await mei().click('Edit limits…')
    await mei().fill(
      { Currencies: 'CNY, XYZ', 'Uses per day': 'many', 'Allowed regions': '上海, <!channel>' },
      { in: 'modal' },
    )
    const refused = await mei().submit()
    expect(Object.keys(refused.errors)).toEqual(['currencies', 'perDay'])
    expect(mei().modal?.text).toContain('XYZ')
    await mei().fill({ Currencies: 'CNY', 'Least and greatest amount': 'CNY 1 5,000' }, { in: 'modal' })
    expect((await mei().submit()).errors.amounts).toContain('without a comma between thousands')
    await mei().fill(
      { Currencies: 'CNY', 'Least and greatest amount': 'CNY 1 50000', 'Uses per day': '1000' },
      { in: 'modal' },
    )
    const done = await mei().submit({ twice: true })
    expect(done).toMatchObject({ errors: {}, modal: null })
    const card = await said('/payments wechat_pay')
    for (const part of ['CNY ¥1.00 – ¥50,000.00', '1000', '上海, <!channel>']) expect(card).toContain(part)
    const history = await said('/payments history wechat_pay')
    expect(history.split('\n').filter((line) => line.startsWith('•'))).toHaveLength(1)
    expect(history).toContain('Uses per day: no limit → 1000')
  })

  test('the form of roles and fee offers roles by name', async () => {
    await world.person('U0ZHAO').command('/payments edit 钱包 terms')
    const zhao = world.person('U0ZHAO')
    await zhao.fill({ 可收款的角色: ['网店', '经理'], 手续费百分比: '0.6', 手续费承担方: '顾客' }, { in: 'modal' })
    await zhao.select('退款和换货的方式', '银行转账', { in: 'modal' })
    expect((await zhao.submit()).errors).toEqual({})
    const card = await said('/payments wallet')
    for (const part of ['storefront, manager', '0.6%', 'the customer', 'Bank transfer']) expect(card).toContain(part)
    const customer = await world.program.services.db
      .selectFrom('customers')
      .select('id')
      .orderBy('id')
      .executeTakeFirstOrThrow()
    expect(await said(`/payments check ${customer.id} 100`)).toContain('fee ¥0.60, borne by the customer')
  })

  test('two people who edit one method do not undo each other', async () => {
    await mei().command('/payments edit bank_card')
    await mei().fill({ 'Uses per customer': '5' }, { in: 'modal' })
    const zhao = world.person('U0ZHAO')
    await zhao.command('/payments edit bank_card')
    await zhao.fill({ 每日次数: '9' }, { in: 'modal' })
    expect((await zhao.submit()).errors).toEqual({})
    expect(Object.values((await mei().submit()).errors).join()).toContain('Somebody has changed bank_card')
    await mei().closeModal()
  })

  test('a method of one’s own is added in a form, renamed, and named in the reader’s language', async () => {
    await mei().command('/payments add alipay')
    await mei().fill({ 'Name in English': 'Pay later', 'Name in Chinese': '先买后付' }, { in: 'modal' })
    expect(Object.keys((await mei().submit()).errors)).toEqual(['code'])
    await mei().fill({ Code: 'pay_later' }, { in: 'modal' })
    expect((await mei().submit()).errors).toEqual({})
    expect(await said('/payments pay_later', 'U0ZHAO')).toContain('先买后付')
    await mei().command('/payments Pay later')
    await mei().click('Edit names…')
    await mei().fill({ 'Name in English': 'Later *&<' }, { in: 'modal' })
    expect((await mei().submit()).errors).toEqual({})
    expect(await said('/payments')).toContain('Later *&<')
  })
}
