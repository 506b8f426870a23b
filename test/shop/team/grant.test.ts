import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import type { Member } from '../../../shop/access/member.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { deactivate, reactivate } from '../../../shop/team/deactivate.ts'
import { endGrants } from '../../../shop/team/end-grants.ts'
import { giveRole, takeRole } from '../../../shop/team/grant.ts'
import { grantWords } from '../../../shop/team/grant-words.ts'
import { setMerchant } from '../../../shop/team/merchant.ts'
import { findPerson, personAndRest } from '../../../shop/team/person.ts'
import { saveRole } from '../../../shop/team/save-role.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, teamWorld } from './world.ts'

let database: Database
let team: ReturnType<typeof teamWorld>
let ana: Member
let next = 0

beforeAll(async () => {
  database = await freshDatabase()
  team = teamWorld(database.db)
  ana = await team.join('UANA', 'Ana Silva', ['admin'])
})
afterAll(() => database.close())
beforeEach(() => {
  team.added.length = 0
})

/** Someone new with these roles. */
const someone = (...roles: string[]) => {
  next++
  return team.join(`UX${next}`, `Person ${next}`, roles)
}
const give = (person: string, role: string, until = '', member = ana, at = now) =>
  giveRole(database.db, team.jobs, { person, role, until, member, reason: 'shift', via: 'test' }, at)
const take = (person: string, role: string, member = ana) =>
  takeRole(database.db, team.jobs, { person, role, member, via: 'test' }, now)

describe('a role', () => {
  test('is given by its name or its word in any language, recorded once, and the person is told once', async () => {
    const { id } = await someone()
    expect(await give(id, 'senior_support')).toMatchObject({ ok: true })
    expect(await give(id, 'Senior Support')).toMatchObject({ ok: true })
    expect(await give(id, '高级客服')).toMatchObject({ ok: true })
    expect(await team.roles(id)).toEqual(['senior_support'])
    expect(await team.audit(id)).toMatchObject([
      { action: 'role.granted', member_id: 'UANA', after: { role: 'senior_support', until: null }, reason: 'shift' },
    ])
    expect(team.added.map(({ name }) => name)).toEqual(['message.draw'])
  })

  test('counts until its end and not a moment longer, before anything has taken it back', async () => {
    const { id } = await someone('support')
    await give(id, 'approver', 'for 8h')
    const end = now.add({ hours: 8 })
    const before = await team.session(id, end.subtract({ milliseconds: 1 }))
    expect(before.member.rights.get('refund.approve')).toBe('all')
    expect(before.until?.equals(end)).toBe(true)
    const after = await team.session(id, end)
    expect(after.member.roles).toEqual(['support'])
    expect(after.until).toBeNull()
    expect(await endGrants(database.db, team.jobs, end)).toBe(1)
  })

  test('is taken back by the planner once, with an entry and a word to the person, however many look', async () => {
    const { id } = await someone('support')
    await give(id, 'approver', 'for 8h')
    team.added.length = 0
    expect(await endGrants(database.db, team.jobs, now.add({ hours: 7 }))).toBe(0)
    const end = now.add({ hours: 8 })
    const ended = await Promise.all([1, 2, 3].map(() => endGrants(database.db, team.jobs, end)))
    expect(ended.reduce((sum, count) => sum + count)).toBe(1)
    expect(await team.roles(id)).toEqual(['support'])
    expect((await team.audit(id)).at(-1)).toMatchObject({
      action: 'role.ended',
      member_id: null,
      before: { role: 'approver', until: String(end) },
    })
    expect(team.added).toHaveLength(1)
  })

  test('that is held is given another end, or none', async () => {
    const { id } = await someone()
    await give(id, 'approver', 'for 1h')
    await give(id, 'approver', 'for 2h')
    expect(await endGrants(database.db, team.jobs, now.add({ hours: 1 }))).toBe(0)
    await give(id, 'approver')
    expect(await endGrants(database.db, team.jobs, now.add({ hours: 3 }))).toBe(0)
    expect((await team.audit(id)).at(-1)).toMatchObject({
      before: { role: 'approver', until: String(now.add({ hours: 2 })) },
      after: { role: 'approver', until: null },
    })
  })

  test('is taken, and one that is not held is refused', async () => {
    const { id } = await someone('support', 'approver')
    expect(await take(id, 'approver')).toMatchObject({ ok: true })
    expect(await team.roles(id)).toEqual(['support'])
    expect(await take(id, 'approver')).toMatchObject({ code: 'team.role_not_held' })
  })

  test.each([
    ['aprover', 'team.role_unknown'],
    ['constructor', 'team.role_unknown'],
    ['visitor', 'team.visitor_for_all'],
  ])('“%s” cannot be given', async (role, code) => {
    const { id } = await someone()
    expect(await give(id, role)).toMatchObject({ code })
    if (code === 'team.role_unknown')
      expect(await give(id, 'aprover')).toMatchObject({ values: { nearest: 'approver' } })
    expect(await team.roles(id)).toEqual([])
  })
})

test('who is to be an administrator from the start is one again without an end, recorded once', async () => {
  const { id } = await someone()
  await give(id, 'admin', 'for 1h')
  const start = () =>
    database.db
      .transaction()
      .execute((trx) => grantRole(trx, { member: id, role: 'admin', by: null, via: 'ADMIN_USERS' }, now))
  await start()
  await start()
  expect(await endGrants(database.db, team.jobs, now.add({ hours: 2 }))).toBe(0)
  expect((await team.audit(id)).map(({ via }) => via)).toEqual(['test', 'ADMIN_USERS'])
  expect(await take(id, 'admin')).toMatchObject({ ok: true })
})

describe('someone who gives roles without managing the team', () => {
  let lead: Member
  beforeAll(async () => {
    const asked = { role: null, name: 'lead', reaches: { 'team.grant': 'all' }, member: ana, via: 'test' }
    expect(await saveRole(database.db, asked, now)).toMatchObject({ value: 'lead' })
    lead = await someone('lead', 'senior_support')
  })

  test('hands on and takes back what they have themselves', async () => {
    const { id } = await someone()
    expect(await give(id, 'support', 'for 4h', lead)).toMatchObject({ ok: true })
    expect(await take(id, 'support', lead)).toMatchObject({ ok: true })
  })

  test('hands on nothing that they lack, and takes it from nobody', async () => {
    const { id } = await someone('manager')
    expect(await give(id, 'approver', '', lead)).toMatchObject({
      code: 'team.grant_exceeds',
      values: { permissions: 'refund.approve, price.approve' },
    })
    expect(await take(id, 'manager', lead)).toMatchObject({ code: 'team.grant_exceeds' })
    expect(await give(lead.id, 'admin', '', lead)).toMatchObject({ code: 'team.grant_exceeds' })
  })

  test('hands on what they have for a time no longer than that, not even to themselves', async () => {
    const short = await someone('lead', 'support')
    await give(short.id, 'approver', 'for 8h')
    const { id } = await someone()
    const who = await team.member(short.id)
    expect(await give(id, 'approver', 'for 8h', who)).toMatchObject({ ok: true })
    for (const [person, until] of [
      [id, 'for 9h'],
      [id, ''],
      [short.id, ''],
    ])
      expect(await give(person ?? '', 'approver', until, who)).toMatchObject({ code: 'team.grant_exceeds' })
    await take(short.id, 'approver')
    await take(id, 'approver')
  })

  test('hands on what reaches their own only to those of the same merchant', async () => {
    const ours = await team.join('UM1', 'Merchant one', ['lead', 'merchant'], 'm1')
    const same = await team.join('UM2', 'Merchant two', [], 'm1')
    const other = await team.join('UM3', 'Merchant three', [], 'm2')
    expect(await give(same.id, 'merchant', '', ours)).toMatchObject({ ok: true })
    expect(await give(other.id, 'merchant', '', ours)).toMatchObject({ code: 'team.grant_exceeds' })
  })

  test('who may not give roles at all is refused, and so is one who lost the right meanwhile', async () => {
    const { id } = await someone()
    expect(await give(id, 'support', '', await someone('manager'))).toMatchObject({ code: 'access.denied' })
    const was = await someone('admin')
    await take(was.id, 'admin')
    expect(await give(id, 'support', '', was)).toMatchObject({ code: 'access.denied' })
  })
})

describe('the last administrator', () => {
  test('keeps the role, without an end, and stays active', async () => {
    expect(await take('UANA', 'admin')).toMatchObject({ code: 'team.last_admin' })
    expect(await give('UANA', 'admin', 'for 8h')).toMatchObject({ code: 'team.last_admin' })
    const boss = await someone('manager')
    await saveRole(
      database.db,
      { role: null, name: 'chief', reaches: { 'team.manage': 'all' }, member: ana, via: 'test' },
      now,
    )
    await give(boss.id, 'chief')
    const chief = await team.member(boss.id)
    expect(await deactivate(database.db, { person: 'UANA', member: chief, via: 'test' }, now)).toMatchObject({
      code: 'team.last_admin',
    })
  })

  test('is not one who holds the role for a time, or is deactivated', async () => {
    const timed = await someone()
    await give(timed.id, 'admin', 'for 8h')
    const gone = await someone('admin')
    expect(await deactivate(database.db, { person: gone.id, member: ana, via: 'test' }, now)).toMatchObject({
      ok: true,
    })
    expect(await take('UANA', 'admin')).toMatchObject({ code: 'team.last_admin' })
    await take(timed.id, 'admin')
  })

  test('remains where two remove each other at once, every time', async () => {
    for (let round = 0; round < 10; round++) {
      const bo = await someone('admin')
      const results = await Promise.all([take('UANA', 'admin', bo), take(bo.id, 'admin', ana)])
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toMatchObject({ code: 'access.denied' })
      const [left] = await database.db
        .selectFrom('member_roles')
        .innerJoin('members', 'members.id', 'member_roles.member_id')
        .where('role', '=', 'admin')
        .where('deactivated_at', 'is', null)
        .select('member_id')
        .execute()
      if (left?.member_id === bo.id) {
        expect(await give('UANA', 'admin', '', bo)).toMatchObject({ ok: true })
        expect(await take(bo.id, 'admin')).toMatchObject({ ok: true })
      }
    }
  })
})

test('a deactivated member can do nothing and is given nothing; reactivated, they hold what they held', async () => {
  const { id } = await someone('support')
  const asked = { person: id, member: ana, reason: 'left', via: 'test' }
  expect(await deactivate(database.db, asked, now)).toMatchObject({ value: { deactivated: true } })
  expect(await deactivate(database.db, asked, now)).toMatchObject({ ok: true })
  expect((await team.session(id, now)).member.roles).toEqual([])
  expect(await give(id, 'approver')).toMatchObject({ code: 'team.person_deactivated' })
  expect(await reactivate(database.db, asked, now)).toMatchObject({ value: { deactivated: false } })
  expect((await team.session(id, now)).member.roles).toEqual(['support'])
  const entries = (await team.audit(id)).map(({ action, reason }) => [action, reason])
  expect(entries).toEqual([
    ['member.deactivated', 'left'],
    ['member.reactivated', 'left'],
  ])
  expect(await deactivate(database.db, { ...asked, person: 'UANA' }, now)).toMatchObject({ code: 'team.last_admin' })
})

test('who stands for a merchant is set by its id, its name or a part of it, and taken away', async () => {
  const rows = ['Tea House', 'Tea Garden', '丝绸之路'].map((name, at) => ({ id: `m${at}`, name, email: null }))
  await database.db.insertInto('merchants').values(rows).execute()
  const { id } = await someone('merchant')
  const set = (merchant: string) => setMerchant(database.db, { person: id, merchant, member: ana, via: 'test' }, now)
  expect(await set('丝绸')).toMatchObject({ value: { merchant: 'm2' } })
  expect(await set('tea house')).toMatchObject({ value: { merchant: 'm0' } })
  expect(await set('M1')).toMatchObject({ value: { merchant: 'm1' } })
  expect(await set('tea')).toMatchObject({ code: 'team.merchant_unknown', values: { count: 2 } })
  expect(await set('coffee')).toMatchObject({ code: 'team.merchant_unknown', values: { count: 3 } })
  expect(await set('none')).toMatchObject({ value: { merchant: null } })
  expect(await team.audit(id)).toHaveLength(4)
})

test('a person is found as Slack escapes them, by name in any case, and by what of it is unique', async () => {
  const find = async (text: string) => {
    const found = await findPerson(database.db, text)
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
  expect(await findPerson(database.db, 'Ana Sylva')).toMatchObject({
    code: 'team.person_unknown',
    values: { nearest: expect.stringContaining('Ana Silva') },
  })
  expect(personAndRest('<@U1|bo b> support until 18:00')).toEqual({ person: '<@U1|bo b>', rest: 'support until 18:00' })
  expect(await grantWords(database.db, 'Ana Silva support until 18:00 -- night shift')).toEqual({
    ...{ person: 'Ana Silva', role: 'support', until: 'until 18:00', reason: 'night shift' },
  })
  expect(await grantWords(database.db, '@ana 客服')).toEqual({ person: '@ana', role: '客服', until: '', reason: null })
  expect(await grantWords(database.db, 'ana suport for 2h — late')).toEqual({
    ...{ person: 'ana', role: 'suport', until: 'for 2h', reason: 'late' },
  })
  expect(personAndRest('"Ana Silva" m1')).toEqual({ person: 'Ana Silva', rest: 'm1' })
})

test('nothing that anyone writes throws, or changes anything by half', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.replaceAll('\0', '').toWellFormed()),
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
        await findPerson(database.db, one),
        await give(id, one, other),
        await give(id, 'support', `${other} nonsense`),
        await take(id, one),
        await setMerchant(database.db, { person: id, merchant: `${one}zzz`, member: ana, via: 'test' }, now),
        await saveRole(database.db, { role: null, name: `${one} x y`, reaches: {}, member: ana, via: 'test' }, now),
      ]
      for (const result of results.slice(1)) expect(result.ok).toBe(false)
    }),
    { numRuns: 25 },
  )
  expect(await team.roles(id)).toEqual([])
  expect(await team.audit(id)).toEqual([])
})
