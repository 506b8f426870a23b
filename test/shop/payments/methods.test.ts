import { afterAll, expect, test } from 'vitest'
import type { Member } from '../../../shop/access/member.ts'
import { turnMethod } from '../../../shop/payments/change.ts'
import { fields } from '../../../shop/payments/fields.ts'
import { paymentHistory } from '../../../shop/payments/history.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { addMethod, renameMethod } from '../../../shop/payments/own.ts'
import { setRate } from '../../../shop/rates/set.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { now, recordingJobs } from '../goods.ts'
import { admin, approver, manager, person } from '../people.ts'
import { methodWorld } from './world.ts'

const { jobs } = recordingJobs()
const world = await methodWorld()
const { db, change } = world
afterAll(world.close)

test('as shipped four methods are on and two off, without limits', async () => {
  const methods = await readMethods(db)
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

test('roles that may configure a method keep other ones out, and never administrators', async () => {
  const both = person('UBOTH', ['approver', 'manager'])
  await change('bank_transfer', 'terms', { configureRoles: 'approver' }, manager, 'you_out,only_admins')
  const turn = (member: Member, on: boolean) =>
    turnMethod(db, jobs, { method: 'bank_transfer', on, member, via: 'test' }, now)
  expect(await turn(manager, true)).toMatchObject({
    code: 'payment.role_may_not_configure',
    values: { roles: ['approver'] },
  })
  expect(await turn(approver, true)).toMatchObject({ code: 'access.denied' })
  expect(await turn(both, true)).toMatchObject({ ok: true, value: { enabled: true } })
  expect(await turn(admin, false)).toMatchObject({ ok: true, value: { enabled: false } })
})

test('own methods have a code of their own and two names; shipped names stay', async () => {
  const own = { code: 'Pay_Later', name: 'Pay later', nameZh: '先买后付', member: manager, via: 'test' }
  expect(await addMethod(db, own, now)).toMatchObject({
    ok: true,
    value: { code: 'pay_later', enabled: false, names: { en: 'Pay later', zh: '先买后付' } },
  })
  const twice = await addMethod(db, { ...own, name: '`', nameZh: 'x\u202ey' }, now)
  expect('problems' in twice && Object.keys(twice.problems).toSorted()).toEqual(['code', 'name', 'nameZh'])
  const bad = await addMethod(db, { ...own, code: '1; drop' }, now)
  expect(bad).toMatchObject({ problems: { code: { code: 'payment.code_malformed' } } })
  const renamed = { ...own, code: 'pay_later', name: 'Later', nameZh: '后付' }
  expect(await renameMethod(db, renamed, now)).toMatchObject({ ok: true, value: { names: { en: 'Later' } } })
  expect(await renameMethod(db, { ...renamed, code: 'alipay' }, now)).toMatchObject({
    code: 'payment.name_fixed',
  })
})

test('rates by hand are decimals of currencies there are; history tells of them and of methods', async () => {
  const set = (currency: string, rate: string) =>
    setRate(db, { currency, rate, reason: 'contract', member: manager, via: 'test' }, now)
  expect(await set('usd', '7.1200')).toMatchObject({ value: { currency: 'USD', changed: true } })
  expect(await set('USD', '7.12')).toMatchObject({ value: { changed: false } })
  for (const rate of ['0', '-1', '1e3', '７', '7,1', '', '1'.repeat(10), '0.00000000001'])
    expect(await set('USD', rate)).toMatchObject({ code: 'rate.not_a_rate' })
  expect(await set('CNY', '1')).toMatchObject({ code: 'rate.own_currency' })
  expect(await set('US', '1')).toMatchObject({ code: 'payment.currency_unknown' })
  expect(await set('EUR', 'auto')).toMatchObject({ code: 'rate.not_fixed' })
  const currency = () => setSetting(db, { key: 'shop.currency', text: 'EUR', member: manager, via: 'test' }, now)
  expect(await currency()).toMatchObject({ code: 'setting.rates_fixed', values: { currencies: ['USD'] } })
  expect(await set('USD', 'auto')).toMatchObject({ ok: true })
  const history = await paymentHistory(db, 'usd', { size: 10 })
  expect(
    history.ok && history.value.rows.map(({ before, after, reason }) => [before.rate, after.rate, reason]),
  ).toEqual([
    ['7.12', 'auto', 'contract'],
    ['auto', '7.12', 'contract'],
  ])
  const all = await paymentHistory(db, '', { size: 100 })
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
  expect(await paymentHistory(db, 'nope', { size: 1 })).toMatchObject({ code: 'payment.unknown_method' })
})
