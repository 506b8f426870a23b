import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '../../../shop/access/member.ts'
import { deactivate } from '../../../shop/team/deactivate.ts'
import { saveRole } from '../../../shop/team/save-role.ts'
import { now, teamWorld } from './world.ts'

const team = await teamWorld()
const { db, ana, someone, give, take } = team
afterAll(team.close)

describe('someone who gives roles without managing the team', () => {
  let lead: Member
  beforeAll(async () => {
    const asked = { role: null, name: 'lead', reaches: { 'team.grant': 'all' }, member: ana, via: 'test' }
    expect(await saveRole(db, team.jobs, asked, now)).toMatchObject({ value: { role: 'lead' } })
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
      values: { permissions: ['refund.approve', 'price.approve'] },
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
      db,
      team.jobs,
      { role: null, name: 'chief', reaches: { 'team.manage': 'all' }, member: ana, via: 'test' },
      now,
    )
    await give(boss.id, 'chief')
    const chief = await team.member(boss.id)
    expect(await deactivate(db, { person: 'UANA', member: chief, via: 'test' }, now)).toMatchObject({
      code: 'team.last_admin',
    })
  })

  test('is not one who holds the role for a time, or is deactivated', async () => {
    const timed = await someone()
    await give(timed.id, 'admin', 'for 8h')
    const gone = await someone('admin')
    expect(await deactivate(db, { person: gone.id, member: ana, via: 'test' }, now)).toMatchObject({
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
      const [left] = await db
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
