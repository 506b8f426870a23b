import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import type { Member } from '../../../shop/access/member.ts'
import { changeRules, turnMethod } from '../../../shop/payments/change.ts'
import { feeOf } from '../../../shop/payments/fee.ts'
import { fields, fieldsOf } from '../../../shop/payments/fields.ts'
import { paymentHistory } from '../../../shop/payments/history.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { addMethod, renameMethod } from '../../../shop/payments/own.ts'
import { rulesSchema } from '../../../shop/payments/rules.ts'
import { setRate } from '../../../shop/rates/set.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { freshDatabase } from '../../postgres.ts'
import { now } from '../goods.ts'
import { admin, approver, manager, person } from '../people.ts'

let database: Database
let at = now
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const method = async (code: string) => {
  const found = (await readMethods(database.db)).find((one) => one.code === code)
  if (!found) throw new Error(`no ${code}`)
  return found
}

async function change(
  code: string,
  form: 'limits' | 'terms',
  written: Record<string, string>,
  member: Member = manager,
) {
  at = at.add({ seconds: 1 })
  const { version } = await method(code)
  return changeRules(database.db, { method: code, form, version, fields: written, member, via: 'test' }, at)
}

test('as shipped four methods are on and two off, without limits', async () => {
  const methods = await readMethods(database.db)
  expect(methods.map(({ code, enabled }) => `${code} ${enabled}`)).toEqual([
    'alipay true',
    'wechat_pay true',
    'wallet true',
    'bank_card true',
    'stripe false',
    'bank_transfer false',
  ])
  expect(methods.every(({ rules }) => fields.every(({ name }) => Object.hasOwn(rules, name)))).toBe(true)
})

test('a form sets what it says and leaves the other form alone; what is empty is lifted', async () => {
  await change('alipay', 'limits', {
    ...{ currencies: 'cny usd, CNY', amounts: 'CNY 1 50000.5\nusd - 900', allowedRegions: '上海、北京，CN' },
    ...{ refusedRegions: 'CN-65', perCustomer: '3', perDay: '100' },
  })
  await change('alipay', 'terms', { takeRoles: 'manager,storefront', feePercent: '0.6 %', feeFixed: 'CNY 0.30' })
  expect((await method('alipay')).rules).toMatchObject({
    currencies: ['CNY', 'USD'],
    amounts: { CNY: { least: 100n, most: 50_000_50n }, USD: { least: null, most: 900_00n } },
    allowedRegions: ['上海', '北京', 'CN'],
    ...{ refusedRegions: ['CN-65'], perCustomer: 3, perCustomerDay: null, perDay: 100 },
    ...{ takeRoles: ['manager', 'storefront'], feePercent: '0.6', feeFixed: { CNY: 30n }, feePayer: 'shop' },
  })
  await change('alipay', 'limits', {})
  const { rules } = await method('alipay')
  expect(rules).toMatchObject({ currencies: [], amounts: {}, allowedRegions: [], perCustomer: null })
  expect(rules.takeRoles).toEqual(['manager', 'storefront'])
})

test('what a field shows can be submitted as it is', async () => {
  await change('wallet', 'limits', { currencies: 'CNY, JPY', amounts: 'CNY 0.01 -\nJPY - 100000', perDay: '9' })
  await change('wallet', 'terms', { afterSales: 'alipay', feeFixed: 'JPY 30', refundRoles: 'support' })
  const { rules } = await method('wallet')
  for (const form of ['limits', 'terms'] as const) {
    const shown = Object.fromEntries(fieldsOf(form).map(({ name, write }) => [name, write(rules[name])]))
    expect((await change('wallet', form, shown)).ok).toBe(true)
  }
  expect((await method('wallet')).rules).toEqual(rules)
})

test.each([
  ['limits', { currencies: 'CNY, XYZ' }, 'currencies', 'payment.currency_unknown'],
  ['limits', { currencies: 'CNY', amounts: 'USD 1 2' }, 'amounts', 'payment.currency_not_listed'],
  ['limits', { amounts: 'CNY 1 2\nCNY 3 4' }, 'amounts', 'payment.currency_twice'],
  ['limits', { amounts: 'CNY 5 2' }, 'amounts', 'payment.bounds_crossed'],
  ['limits', { amounts: 'CNY' }, 'amounts', 'payment.bounds_malformed'],
  ['limits', { amounts: 'CNY 1.234 5' }, 'amounts', 'amount.malformed'],
  ['limits', { amounts: 'JPY 0.5 5' }, 'amounts', 'amount.malformed'],
  ['limits', { amounts: 'CNY １ 5' }, 'amounts', 'amount.malformed'],
  ['limits', { allowedRegions: 'CN', refusedRegions: 'CN' }, 'refusedRegions', 'payment.region_in_both'],
  ['limits', { allowedRegions: 'x'.repeat(41) }, 'allowedRegions', 'payment.region_malformed'],
  [
    'limits',
    { allowedRegions: Array.from({ length: 101 }, (_, n) => n).join() },
    'allowedRegions',
    'payment.list_too_long',
  ],
  ['limits', { perDay: '0' }, 'perDay', 'payment.count_malformed'],
  ['limits', { perCustomer: '1.5' }, 'perCustomer', 'payment.count_malformed'],
  ['limits', { perCustomerDay: '-1' }, 'perCustomerDay', 'payment.count_malformed'],
  ['terms', { takeRoles: 'manger' }, 'takeRoles', 'payment.role_unknown'],
  ['terms', { refundRoles: 'storefront' }, 'refundRoles', 'payment.role_unknown'],
  ['terms', { feePercent: '100' }, 'feePercent', 'payment.percent_malformed'],
  ['terms', { feeFixed: 'CNY 1 2' }, 'feeFixed', 'payment.fee_malformed'],
  ['terms', { feePayer: 'nobody' }, 'feePayer', 'payment.payer_unknown'],
  ['terms', { afterSales: 'paypal' }, 'afterSales', 'payment.unknown_method'],
] as const)('the form %s with %j is refused at %s', async (form, written, field, code) => {
  const before = await method('bank_card')
  const done = await change('bank_card', form, written)
  expect('problems' in done && Object.entries(done.problems).map(([name, problem]) => [name, problem.code])).toEqual([
    [field, code],
  ])
  expect(await method('bank_card')).toEqual(before)
})

test('whatever is written in a form, it is kept as it can be shown again, or refused at its field', async () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '<!channel>',
      '=1+1',
      "'; drop table orders;--",
      '__proto__',
      'constructor 1 2',
      '９９',
      '\u200b',
      '🎉',
    ),
    fc.constant('x'.repeat(10_000)),
    fc.constantFrom('CNY', 'CNY 1 2', 'CNY -', 'admin', '5', '0.6', 'same', '上海'),
  )
  const context = {
    method: await method('bank_card'),
    methods: await readMethods(database.db),
    draft: rulesSchema.parse({}),
  }
  fc.assert(
    fc.property(fc.constantFrom(...fields), hostile, (field, text) => {
      const read = field.read(text.trim(), context)
      if (!read.ok) return void expect(read.code).toMatch(/^(payment|amount)\./)
      const shown = field.read(field.write(read.value), context)
      expect(shown).toEqual(read)
    }),
    { numRuns: 1000 },
  )
})

test('a form that was drawn before somebody else’s change is refused', async () => {
  const { version } = await method('stripe')
  const save = (perDay: string) =>
    changeRules(
      database.db,
      { method: 'stripe', form: 'limits', version, fields: { perDay }, member: manager, via: 'test' },
      now,
    )
  expect((await save('5')).ok).toBe(true)
  expect(await save('6')).toMatchObject({ code: 'payment.changed_meanwhile' })
  expect((await method('stripe')).rules.perDay).toBe(5)
})

test('roles that may configure a method keep other ones out, and never administrators', async () => {
  const both = person('UBOTH', ['approver', 'manager'])
  await change('bank_transfer', 'terms', { configureRoles: 'approver' })
  const turn = (member: Member, on: boolean) =>
    turnMethod(database.db, { method: 'bank_transfer', on, member, via: 'test' }, now)
  expect(await turn(manager, true)).toMatchObject({
    code: 'payment.role_may_not_configure',
    values: { roles: 'approver' },
  })
  expect(await turn(approver, true)).toMatchObject({ code: 'access.denied' })
  expect(await turn(both, true)).toMatchObject({ ok: true, value: { enabled: true } })
  expect(await turn(admin, false)).toMatchObject({ ok: true, value: { enabled: false } })
})

test('own methods have a code of their own and two names; shipped names stay', async () => {
  const own = { code: 'Pay_Later', name: 'Pay later', nameZh: '先买后付', member: manager, via: 'test' }
  expect(await addMethod(database.db, own, now)).toMatchObject({
    ok: true,
    value: { code: 'pay_later', enabled: false, names: { en: 'Pay later', zh: '先买后付' } },
  })
  const twice = await addMethod(database.db, { ...own, name: '`', nameZh: 'x\u202ey' }, now)
  expect('problems' in twice && Object.keys(twice.problems).toSorted()).toEqual(['code', 'name', 'nameZh'])
  const bad = await addMethod(database.db, { ...own, code: '1; drop' }, now)
  expect(bad).toMatchObject({ problems: { code: { code: 'payment.code_malformed' } } })
  const renamed = { ...own, code: 'pay_later', name: 'Later', nameZh: '后付' }
  expect(await renameMethod(database.db, renamed, now)).toMatchObject({ ok: true, value: { names: { en: 'Later' } } })
  expect(await renameMethod(database.db, { ...renamed, code: 'alipay' }, now)).toMatchObject({
    code: 'payment.name_fixed',
  })
})

test('rates by hand are decimals of currencies there are; history tells of them and of methods', async () => {
  const set = (currency: string, rate: string) =>
    setRate(database.db, { currency, rate, reason: 'contract', member: manager, via: 'test' }, now)
  expect(await set('usd', '7.1200')).toMatchObject({ ok: true, value: 'USD' })
  for (const rate of ['0', '-1', '1e3', '７', '7,1', '', '1'.repeat(10), '0.00000000001'])
    expect(await set('USD', rate)).toMatchObject({ code: 'rate.not_a_rate' })
  expect(await set('CNY', '1')).toMatchObject({ code: 'rate.own_currency' })
  expect(await set('US', '1')).toMatchObject({ code: 'payment.currency_unknown' })
  expect(await set('EUR', 'auto')).toMatchObject({ code: 'rate.not_fixed' })
  const currency = () =>
    setSetting(database.db, { key: 'shop.currency', text: 'EUR', member: manager, via: 'test' }, now)
  expect(await currency()).toMatchObject({ code: 'setting.rates_fixed', values: { currencies: 'USD' } })
  expect(await set('USD', 'auto')).toMatchObject({ ok: true })
  const history = await paymentHistory(database.db, 'usd', { size: 10 })
  expect(
    history.ok && history.value.rows.map(({ before, after, reason }) => [before.rate, after.rate, reason]),
  ).toEqual([
    ['7.12', 'auto', 'contract'],
    ['auto', '7.12', 'contract'],
  ])
  const all = await paymentHistory(database.db, '', { size: 100 })
  expect(all.ok && new Set(all.value.rows.map(({ action }) => action))).toEqual(
    new Set([
      'payment.changed',
      'payment.turned_on',
      'payment.turned_off',
      'payment.added',
      'payment.renamed',
      'rate.changed',
    ]),
  )
  expect(await paymentHistory(database.db, 'nope', { size: 1 })).toMatchObject({ code: 'payment.unknown_method' })
})

test('a fee is a percentage, half up, and a fixed part of its currency', async () => {
  const fee = (feePercent: string, feeFixed: Record<string, bigint>, amount: bigint, currency = 'CNY') =>
    feeOf(
      { code: '', names: null, enabled: true, version: '', rules: { ...rulesSchema.parse({}), feePercent, feeFixed } },
      amount,
      currency,
    )
  expect(fee('0.6', {}, 100_00n)).toBe(60n)
  expect(fee('2.9', { CNY: 30n }, 10_00n)).toBe(59n)
  expect(fee('0.6', {}, 75n)).toBe(0n)
  expect(fee('0.6', {}, 84n)).toBe(1n)
  expect(fee('0', { CNY: 30n }, 10_00n, 'USD')).toBe(0n)
  expect(fee('12.3456', {}, 1_000_000n)).toBe(123_456n)
})
