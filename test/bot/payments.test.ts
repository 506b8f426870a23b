import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { anyText } from '../any-text.ts'
import { testApprovalOfMethods } from './payments-approval.ts'
import { testMethodForms } from './payments-forms.ts'
import { testRates } from './payments-rates.ts'
import { openPayments } from './payments-world.ts'

const world = await openPayments()
const { said, mei } = world
afterAll(world.close)

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

// They share this world: another takes two seconds to open.
testApprovalOfMethods(world)
testMethodForms(world)

test('a method limited to some roles cannot be configured by others, but by administrators', async () => {
  await world.person('U0ANA').command('/payments edit alipay terms')
  const ana = world.person('U0ANA')
  await ana.fill({ 'Who may configure it': ['approver'] }, { in: 'modal' })
  await ana.submit()
  expect(ana.modal?.text).toContain('Nobody with these roles has the permission to configure payments')
  await ana.submit()
  expect(ana.modal).toBeNull()
  const refused = await said('/payments off alipay')
  expect(refused).toContain('alipay may be configured only by administrators and: approver')
  await mei().command('/payments edit alipay')
  expect(mei().modal).toBeNull()
  expect(await said('/payments alipay')).not.toContain('[Turn off]')
  await ana.command('/payments edit alipay terms')
  await ana.fill({ 'Who may configure it': [] }, { in: 'modal' })
  expect((await ana.submit()).errors).toEqual({})
})

test('whom the roles of a method would keep out is said before they are saved, and what was typed stays', async () => {
  await mei().command('/payments edit bank_card terms')
  const fields = { 'Who may configure it': ['senior support'], 'Who may take payments by it': ['manager'] }
  await mei().fill({ ...fields, Reason: 'fewer hands' }, { in: 'modal' })
  await mei().submit()
  for (const part of ['You hold none of the roles', 'customers could not pay by it', 'Save all the same'])
    expect(JSON.stringify(mei().modal)).toContain(part)
  expect(await said('/payments bank_card', 'U0ANA')).toContain('all with the permission')
  await mei().fill({ 'Who may configure it': ['manager'] }, { in: 'modal' })
  await mei().submit()
  expect(mei().modal?.text).not.toContain('You hold none')
  await mei().submit()
  expect(mei().modal).toBeNull()
  expect(await said('/payments history bank_card')).toContain('“fewer hands”')
})

testRates(world)

test('who may look at settings may look at payments, and change nothing', async () => {
  const { db, sessions } = world.program.services
  const grant = { role: 'support', permission: 'settings.view', reach: 'all' }
  await db.insertInto('role_permissions').values(grant).execute()
  sessions.forget()
  expect(await said('/payments alipay', 'U0SAM')).not.toContain('[Turn off]')
  expect(await said('/payments', 'U0SAM')).toContain('Alipay')
  expect(await said('/payments off alipay', 'U0SAM')).toContain('permission “configure payments”')
  const help = await said('/payments help', 'U0SAM')
  expect(help).toContain('/payments check')
  expect(help).not.toContain('/payments off')
  await db.deleteFrom('role_permissions').execute()
  sessions.forget()
  expect(await said('/payments', 'U0SAM')).toContain('permission “configure payments”')
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
    anyText({ maxLength: 60 }),
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
