import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { grantRole } from '../../../shop/access/members.ts'
import { endGrants } from '../../../shop/team/end-grants.ts'
import { now, teamWorld } from './world.ts'

const team = await teamWorld()
const { db, someone, give, take } = team
afterAll(team.close)
beforeEach(() => {
  team.added.length = 0
})

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
    expect(await endGrants(db, team.jobs, end)).toBe(1)
  })

  test('is taken back by the planner once, with an entry and a word to the person, however many look', async () => {
    const { id } = await someone('support')
    await give(id, 'approver', 'for 8h')
    team.added.length = 0
    expect(await endGrants(db, team.jobs, now.add({ hours: 7 }))).toBe(0)
    const end = now.add({ hours: 8 })
    const ended = await Promise.all([1, 2, 3].map(() => endGrants(db, team.jobs, end)))
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
    expect(await endGrants(db, team.jobs, now.add({ hours: 1 }))).toBe(0)
    await give(id, 'approver')
    expect(await endGrants(db, team.jobs, now.add({ hours: 3 }))).toBe(0)
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
    db.transaction().execute((trx) => grantRole(trx, { member: id, role: 'admin', by: null, via: 'ADMIN_USERS' }, now))
  await start()
  await start()
  expect(await endGrants(db, team.jobs, now.add({ hours: 2 }))).toBe(0)
  expect((await team.audit(id)).map(({ via }) => via)).toEqual(['test', 'ADMIN_USERS'])
  expect(await take(id, 'admin')).toMatchObject({ ok: true })
})
