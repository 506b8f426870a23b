import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { plannersOf } from '../../bot/planners.ts'
import { refreshRates } from '../../shop/rates/refresh.ts'
import { ecbFile } from '../shop/rates/file.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''
const mei = () => world.person('U0MEI')

test('the list shows every method with its state and limits, in the language of the reader', async () => {
  const text = await said('/payments')
  for (const name of ['Alipay', 'WeChat Pay', 'Wallet', 'Bank card', 'Stripe', 'Bank transfer'])
    expect(text).toContain(name)
  expect(text).toContain('No limits')
  const chinese = await said('/payments', 'U0ZHAO')
  for (const name of ['支付宝', '微信支付', '银行转账', '已启用', '已停用']) expect(chinese).toContain(name)
})

test('a method opens by code or name, in either language, and a slip gets the nearest', async () => {
  for (const name of ['bank_card', 'Bank card', '银行卡', 'BANK-CARD'])
    expect(await said(`/payments ${name}`)).toContain('bank_card')
  expect(await said('/payments alipya')).toContain('Did you mean alipay?')
  expect(await said('/payments chek 1')).toContain('Did you mean /payments check 1?')
})

test('a method is turned off and on by button and by command, and history tells who and why', async () => {
  await mei().command('/payments stripe')
  await mei().click('Turn on')
  expect(await said('/payments stripe')).toContain('🟢 on')
  await mei().command('/payments stripe')
  await mei().click('Turn off', { confirm: 'decline' })
  expect(await said('/payments stripe')).toContain('🟢 on')
  expect(await said('/payments off stripe -- contract ends')).toContain('⚪ off')
  const history = await said('/payments history stripe')
  for (const part of ['turned on', 'turned off', '@mei', '“contract ends”']) expect(history).toContain(part)
  await mei().command('/payments stripe')
  await mei().click('History')
  expect(await said('/payments history paypal')).toContain('There is no payment method')
})

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
  expect(history).toContain('Uses per day: “” → “1000”')
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

test('a method limited to some roles cannot be configured by others, but by administrators', async () => {
  await world.person('U0ANA').command('/payments edit alipay terms')
  const ana = world.person('U0ANA')
  await ana.fill({ 'Who may configure it': ['approver'] }, { in: 'modal' })
  await ana.submit()
  const refused = await said('/payments off alipay')
  expect(refused).toContain('alipay may be configured only by administrators and: approver')
  await mei().command('/payments edit alipay')
  expect(mei().modal).toBeNull()
  expect(await said('/payments alipay')).not.toContain('[Turn off]')
  await ana.command('/payments edit alipay terms')
  await ana.fill({ 'Who may configure it': [] }, { in: 'modal' })
  expect((await ana.submit()).errors).toEqual({})
})

test('rates are set by hand in one line or a form, go back to the source, and say where they come from', async () => {
  expect(await said('/payments rates')).toContain('There are no rates yet')
  const set = await said('/payments rate usd 7.12 -- contract')
  for (const part of ['1 USD = 7.12 CNY', 'by hand', '@mei']) expect(set).toContain(part)
  await mei().command('/payments rates')
  await mei().click('Set a rate…')
  await mei().fill({ Currency: 'EURO', Rate: '8' }, { in: 'modal' })
  expect(Object.keys((await mei().submit()).errors)).toEqual(['currency'])
  await mei().fill({ Currency: 'EUR', Rate: 'eight' }, { in: 'modal' })
  expect(Object.keys((await mei().submit()).errors)).toEqual(['rate'])
  await mei().fill({ Rate: '8.2' }, { in: 'modal' })
  expect((await mei().submit()).errors).toEqual({})
  expect(await said('/payments rates EUR')).toContain('1 EUR = 8.2 CNY')
  expect(await said('/payments rate EUR auto')).toContain('There is no rate of EUR now')
  expect(await said('/payments rate EUR auto')).toContain('follows the source already')
  expect(await said('/payments rates US')).toContain('There is no currency “US”')
  expect(await said('/payments history USD')).toContain('“contract”')
})

test('a source that fails and rates that grow old are told in the operations channel, once, and where people look', async () => {
  const { db, jobs } = world.program.services
  await said('/settings set rate.source https://rates.example/daily.xml')
  await said('/settings set rate.margin_percent 1.5%')
  await said('/settings set rate.stale_after_hours 24')
  const day = world.now().toString().slice(0, 10)
  const good = async () => new Response(ecbFile({ USD: '1.1531', CNY: '8.1992', JPY: '180.53' }, day))
  const bad = async () => new Response('<html>')
  const told = () =>
    mei()
      .messages('operations')
      .map(({ text }) => text)
      .filter((text) => text.includes('exchange rates'))
  await refreshRates(db, jobs, good, world.now())
  const listed = await said('/payments rates')
  for (const part of ['1 USD = 7.12 CNY', '1 EUR = 8.076212 CNY', 'by the source', 'a margin of 1.5%'])
    expect(listed).toContain(part)
  world.advance({ hours: 49 })
  await refreshRates(db, jobs, bad, world.now())
  await refreshRates(db, jobs, bad, world.now())
  await world.settled()
  expect(told()).toHaveLength(2)
  expect(told().join()).toContain('The source of exchange rates cannot be read.')
  expect(told().join()).toContain('The exchange rates are too old.')
  for (const command of ['/payments', '/payments rates']) {
    const text = await said(command)
    expect(text).toContain('the last rates are kept. What the source sends is no valid file')
    expect(text).toContain('which is too long ago')
  }
  const contradictions = await said('/settings check')
  expect(contradictions).toContain('The source of rates cannot be read')
  expect(contradictions).toContain('too old to be used')
  const today = world.now().toString().slice(0, 10)
  world.advance({ minutes: 11 })
  await refreshRates(db, jobs, async () => new Response(ecbFile({ USD: '1.1531', CNY: '8.2' }, today)), world.now())
  await world.settled()
  expect(told()).toHaveLength(2)
  expect(told().join()).toContain('can be read again')
  expect(told().join()).toContain('up to date again')
  expect(await said('/settings check')).toContain('No setting contradicts another')
})

test('the planner reads the source by itself, here from a file', async () => {
  const { db } = world.program.services
  const path = join(inject('scratch'), 'daily.xml')
  await writeFile(path, ecbFile({ CNY: '8.1992', SEK: '11.0345' }, world.now().toString().slice(0, 10)))
  await said(`/settings set rate.source ${path}`)
  const planner = plannersOf(world.program.services).find(({ name }) => name === 'rates')
  await planner?.run(world.now())
  expect(await said('/payments rates SEK')).toContain('1 SEK = 0.7319')
  expect(await db.selectFrom('rate_source').select('address').execute()).toEqual([{ address: path }])
})

test('who may look at settings may look at payments, and change nothing', async () => {
  const { db, sessions } = world.program.services
  const grant = { role: 'support', permission: 'settings.view', reach: 'all' }
  await db.insertInto('role_permissions').values(grant).execute()
  sessions.forget()
  expect(await said('/payments alipay', 'U0SAM')).not.toContain('[Turn off]')
  expect(await said('/payments', 'U0SAM')).toContain('Alipay')
  expect(await said('/payments off alipay', 'U0SAM')).toContain('permission payment.configure')
  const help = await said('/payments help', 'U0SAM')
  expect(help).toContain('/payments check')
  expect(help).not.toContain('/payments off')
  await db.deleteFrom('role_permissions').execute()
  sessions.forget()
  expect(await said('/payments', 'U0SAM')).toContain('permission payment.configure')
})

test('a long list of methods pages', async () => {
  const { db } = world.program.services
  const row = { name: 'N', name_zh: '名', enabled: true, rules: '{}', updated_at: world.now() }
  await db
    .insertInto('payment_methods')
    .values(Array.from({ length: 12 }, (_, at) => ({ ...row, code: `own_${String(at).padStart(2, '0')}` })))
    .execute()
  const { number } = await db.selectFrom('orders').select('number').limit(1).executeTakeFirstOrThrow()
  const shown = [
    ['/payments', 'Payment methods'],
    [`/payments check ${number}`, 'can be paid'],
  ] as const
  for (const [command, title] of shown) {
    await mei().command(command)
    await mei().click('Next page')
    const second = ({ text }: { text: string }) => text.includes(title) && text.includes('own_11')
    await expect.poll(() => mei().ephemerals().some(second)).toBe(true)
  }
})

test('whatever is typed, it is answered without a fault, a ping or a change', async () => {
  const { db } = world.program.services
  const before = await db.selectFrom('payment_methods').selectAll().orderBy('code').execute()
  const words = fc.constantFrom('', 'check', 'on', 'off', 'edit', 'rate', 'rates', 'history', 'check 10001', 'rate USD')
  const hostile = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '<!channel>',
      '=1+1',
      "'; drop table orders;--",
      '__proto__',
      '-1',
      '１００',
      '1e9',
      '\u200b',
      '🎉',
      'x'.repeat(3000),
    ),
  )
  await fc.assert(
    fc.asyncProperty(words, hostile, async (word, text) => {
      const outcome = await mei().command(`/payments ${word} ${text}`)
      expect(outcome.shown?.text ?? '').not.toContain('Something went wrong')
      if (mei().modal) await mei().closeModal()
    }),
    { numRuns: 80 },
  )
  expect(await db.selectFrom('payment_methods').selectAll().orderBy('code').execute()).toEqual(before)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
