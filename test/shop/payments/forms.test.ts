import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { changeRules } from '../../../shop/payments/change.ts'
import { fields, fieldsOf } from '../../../shop/payments/fields.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { rulesSchema } from '../../../shop/payments/rules.ts'
import { anyText } from '../../any-text.ts'
import { now, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'
import { methodWorld } from './world.ts'

const { jobs } = recordingJobs()
const world = await methodWorld()
const { db, method, change } = world
afterAll(world.close)

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
    anyText({ maxLength: 40 }),
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
    code: 'bank_card',
    methods: await readMethods(db),
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
      db,
      jobs,
      { method: 'stripe', form: 'limits', version, fields: { perDay }, member: manager, via: 'test' },
      now,
    )
  expect((await save('5')).ok).toBe(true)
  expect(await save('6')).toMatchObject({ code: 'payment.changed_meanwhile' })
  expect((await method('stripe')).rules.perDay).toBe(5)
})
