import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { deactivate, reactivate } from '../../../shop/team/deactivate.ts'
import { grantWords } from '../../../shop/team/grant-words.ts'
import { setMerchant } from '../../../shop/team/merchant.ts'
import { findPerson, personAndRest } from '../../../shop/team/person.ts'
import { saveRole } from '../../../shop/team/save-role.ts'
import { anyText } from '../../any-text.ts'
import { now, teamWorld } from './world.ts'

const team = await teamWorld()
const { db, ana, someone, give, take } = team
afterAll(team.close)

test('a deactivated member can do nothing and is given nothing; reactivated, they hold what they held', async () => {
  const { id } = await someone('support')
  const asked = { person: id, member: ana, reason: 'left', via: 'test' }
  expect(await deactivate(db, asked, now)).toMatchObject({ value: { deactivated: true } })
  expect(await deactivate(db, asked, now)).toMatchObject({ ok: true })
  expect((await team.session(id, now)).member.roles).toEqual([])
  expect(await give(id, 'approver')).toMatchObject({ code: 'team.person_deactivated' })
  expect(await reactivate(db, asked, now)).toMatchObject({ value: { deactivated: false } })
  expect((await team.session(id, now)).member.roles).toEqual(['support'])
  const entries = (await team.audit(id)).map(({ action, reason }) => [action, reason])
  expect(entries).toEqual([
    ['member.deactivated', 'left'],
    ['member.reactivated', 'left'],
  ])
  expect(await deactivate(db, { ...asked, person: 'UANA' }, now)).toMatchObject({ code: 'team.last_admin' })
})

test('who stands for a merchant is set by its id, its name or a part of it, and taken away', async () => {
  const rows = ['Tea House', 'Tea Garden', '丝绸之路', 'Pottery of the Hangzhou Valley'].map((name, at) => ({
    id: `m${at}`,
    name,
    email: null,
  }))
  await db.insertInto('merchants').values(rows).execute()
  const { id } = await someone('merchant')
  const set = (merchant: string) => setMerchant(db, { person: id, merchant, member: ana, via: 'test' }, now)
  expect(await set('丝绸')).toMatchObject({ value: { merchant: 'm2' } })
  expect(await set('tea house')).toMatchObject({ value: { merchant: 'm0' } })
  expect(await set('M1')).toMatchObject({ value: { merchant: 'm1' } })
  expect(await set('tea')).toMatchObject({ code: 'team.merchant_unknown', values: { count: 2 } })
  expect(await set('coffee')).toMatchObject({ code: 'team.merchant_unknown', values: { count: 0 } })
  for (const [slip, meant] of [
    ['Tae Hose', ['Tea House']],
    ['Hangzou valley', ['Pottery of the Hangzhou Valley']],
    ['Hangzhou Market', []],
  ])
    expect(await set(String(slip))).toMatchObject({ code: 'team.merchant_unknown', values: { nearest: meant } })
  expect(await set('none')).toMatchObject({ value: { merchant: null } })
  expect(await team.audit(id)).toHaveLength(4)
})

test('a person is found as Slack escapes them, by name in any case, and by what of it is unique', async () => {
  const find = async (text: string) => {
    const found = await findPerson(db, text)
    return found.ok ? found.value.id : found.code
  }
  expect(await find('<@UANA|ana>')).toBe('UANA')
  expect(await find('<@UANA>')).toBe('UANA')
  expect(await find('@ana silva')).toBe('UANA')
  expect(await find('SILVA')).toBe('UANA')
  await team.join('UWANGWANGWA', 'WANG', [])
  expect(await find('WANG')).toBe('UWANGWANGWA')
  expect(await find('UWANGWANGWA')).toBe('UWANGWANGWA')
  expect(await find('person')).toBe('team.person_ambiguous')
  expect(await find('')).toBe('team.person_needed')
  expect(await findPerson(db, 'Ana Sylva')).toMatchObject({
    code: 'team.person_unknown',
    values: { nearest: expect.arrayContaining(['Ana Silva']) },
  })
  expect(personAndRest('<@U1|bo b> support until 18:00')).toEqual({ person: '<@U1|bo b>', rest: 'support until 18:00' })
  expect(await grantWords(db, 'Ana Silva support until 18:00 -- night shift')).toEqual({
    ...{ person: 'Ana Silva', role: 'support', until: 'until 18:00', reason: 'night shift' },
  })
  expect(await grantWords(db, '@ana 客服')).toEqual({ person: '@ana', role: '客服', until: '', reason: null })
  expect(await grantWords(db, 'ana suport for 2h — late')).toEqual({
    ...{ person: 'ana', role: 'suport', until: 'for 2h', reason: 'late' },
  })
  expect(personAndRest('"Ana Silva" m1')).toEqual({ person: 'Ana Silva', rest: 'm1' })
})

test('nothing that anyone writes throws, or changes anything by half', async () => {
  const hostile = fc.oneof(
    anyText({ maxLength: 300 }).map((text) => text.replaceAll('\0', '').toWellFormed()),
    fc.constantFrom(
      '<!channel>',
      "'; drop table members; --",
      '%',
      '_',
      '\\',
      '=1+1',
      '\u200b',
      '👩‍👩‍👧',
      'x'.repeat(10_000),
      '<@U>',
      '-1',
    ),
  )
  const { id } = await someone()
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (one, other) => {
      const results = [
        await findPerson(db, one),
        await give(id, one, other),
        await give(id, 'support', `${other} nonsense`),
        await take(id, one),
        await setMerchant(db, { person: id, merchant: `${one}zzz`, member: ana, via: 'test' }, now),
        await saveRole(db, team.jobs, { role: null, name: `${one} x y`, reaches: {}, member: ana, via: 'test' }, now),
      ]
      for (const result of results.slice(1)) expect(result.ok).toBe(false)
    }),
    { numRuns: 25 },
  )
  expect(await team.roles(id)).toEqual([])
  expect(await team.audit(id)).toEqual([])
})
