import { afterAll, describe, expect, test } from 'vitest'
import { scopeOf } from '../../../shop/access/member.ts'
import { membersWho } from '../../../shop/access/members.ts'
import { decidersOf } from '../../../shop/approvals/deciders.ts'
import { decidingRoles } from '../../../shop/approvals/kind.ts'
import { refundApproval } from '../../../shop/refunds/policy.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { giveRole, takeRole } from '../../../shop/team/grant.ts'
import { teamHistory } from '../../../shop/team/history.ts'
import { listTeam, teamCard } from '../../../shop/team/list.ts'
import { roleCard } from '../../../shop/team/role-card.ts'
import { removeRole, saveRole } from '../../../shop/team/save-role.ts'
import { unusedRights } from '../../../shop/team/unused.ts'
import { PermissionUses } from '../../../shop/team/uses.ts'
import { abilitiesOf, whoCan } from '../../../shop/team/who.ts'
import { now, teamWorld } from './world.ts'

const team = await teamWorld()
const { db, ana } = team
afterAll(team.close)

const size = { size: 50 }
const save = (role: string | null, name: string, reaches: Record<string, string>, about = '') =>
  saveRole(db, team.jobs, { role, name, about, reaches, member: ana, via: 'test' }, now)
const remove = (role: string) => removeRole(db, { role, member: ana, via: 'test' }, now)
const give = (person: string, role: string, until = '') =>
  giveRole(db, team.jobs, { person, role, until, member: ana, via: 'test' }, now)

describe('an own role', () => {
  test('is made, given, changed, and removed once nobody holds it; each is recorded with before and after', async () => {
    const bo = await team.join('UBO', 'Bo', [])
    expect(await save(null, 'Nacht-Schicht', { 'stock.view': 'own', 'refund.approve': 'all' }, 'nights')).toMatchObject(
      {
        value: { role: 'nacht-schicht' },
      },
    )
    await give(bo.id, 'nacht-schicht')
    const rights = (await team.member(bo.id)).rights
    expect(Object.fromEntries(rights)).toEqual({
      'catalogue.view': 'all',
      'stock.view': 'own',
      'refund.approve': 'all',
    })
    await save('nacht-schicht', '', { 'stock.view': 'all', 'refund.approve': 'none' }, 'nights')
    expect(Object.fromEntries((await team.member(bo.id)).rights)).toEqual({
      'catalogue.view': 'all',
      'stock.view': 'all',
    })
    expect(await save('nacht-schicht', '', { 'stock.view': 'all' }, 'nights')).toMatchObject({ ok: true })
    expect(await remove('nacht-schicht')).toMatchObject({ code: 'team.role_held', values: { count: 1 } })
    await takeRole(db, team.jobs, { person: bo.id, role: 'nacht-schicht', member: ana, via: 'test' }, now)
    expect(await remove('nacht-schicht')).toMatchObject({ ok: true })
    expect(await remove('nacht-schicht')).toMatchObject({ code: 'team.role_gone' })
    expect(await team.audit('nacht-schicht')).toMatchObject([
      { action: 'role.created', after: { 'stock.view': 'own', 'refund.approve': 'all', about: 'nights' } },
      {
        action: 'role.changed',
        before: { 'stock.view': 'own', 'refund.approve': 'all' },
        after: { 'stock.view': 'all', 'refund.approve': 'none' },
      },
      { action: 'role.removed', before: { 'stock.view': 'all' } },
    ])
    expect(await db.selectFrom('role_permissions').selectAll().where('role', '=', 'nacht-schicht').execute()).toEqual(
      [],
    )
  })

  test.each(['', '-x', 'two words', '<!channel>', 'a'.repeat(41), '\u200b', "x'; --", '👩'])(
    'cannot be called “%s”',
    async (name) => {
      expect(await save(null, name, {})).toMatchObject({ code: 'team.role_name_malformed' })
    },
  )

  test.each(['admin', 'ADMIN', '管理员', 'merchant'])('cannot be called “%s” like a shipped one', async (name) => {
    expect(await save(null, name, {})).toMatchObject({ code: 'team.role_exists' })
  })

  test('decides refunds up to the limit of approvers, and counts as a role of its own', async () => {
    const settings = await readSettings(db)
    await save(null, '退款组', { 'refund.approve': 'all' })
    const [cara, tom] = [await team.join('UCARA', 'Cara', []), await team.join('UTOM', 'Tom', ['approver'])]
    await give(cara.id, '退款组', 'for 8h')
    const changes = await db.selectFrom('role_permissions').selectAll().execute()
    const by = (amount: bigint) => decidingRoles(refundApproval, ['退款组'], amount, changes, settings)
    expect(by(5000_00n)).toEqual(['退款组'])
    expect(by(5000_01n)).toEqual([])
    const agreed = { approval_id: 1n, member_id: tom.id, role: 'approver', decision: 'approved', reason: null, at: now }
    const waiting = { state: 'pending', amount: 2000_00n, requested_by: null, decisions: [agreed] }
    const deciders = (at: Temporal.Instant) => decidersOf(db, refundApproval, [waiting], settings, at)
    expect((await deciders(now))[0]).toContain('UCARA')
    expect((await deciders(now.add({ hours: 8 })))[0]).not.toContain('UCARA')
  })
})

describe('a shipped role', () => {
  test('is changed within what can be, and keeps what the team needs', async () => {
    expect(await save('support', '', { 'refund.approve': 'own' })).toMatchObject({ code: 'team.reach_unknown' })
    expect(await save('admin', '', { 'team.manage': 'none' })).toMatchObject({ code: 'team.admin_keeps' })
    expect(await remove('support')).toMatchObject({ code: 'team.role_shipped' })
    await save('merchant', '', { 'stock.adjust': 'all' })
    const wang = await team.join('UWANG', 'Wang', ['merchant'], 'm1')
    expect([scopeOf(wang, 'stock.view'), scopeOf(wang, 'stock.adjust')]).toEqual(['m1', null])
    await save('merchant', '', { 'stock.adjust': 'own' })
    expect(scopeOf(await team.member('UWANG'), 'stock.adjust')).toBe('m1')
    expect(await roleCard(db, '商家', now)).toMatchObject({
      value: { name: 'merchant', own: false, holders: 1 },
    })
  })
})

describe('looking up', () => {
  test('who can do something, by which roles; whoever holds them for a time only until then', async () => {
    await team.join('UDAN', 'Dan', ['support'])
    await give('UDAN', 'approver', 'for 2h')
    const holders = async (at: Temporal.Instant) => {
      const found = await whoCan(db, 'refund.approve', size, at)
      return found.ok ? found.value.holders.rows.find(({ id }) => id === 'UDAN') : found
    }
    expect(await holders(now)).toEqual({ id: 'UDAN', reach: 'all', by: ['approver'] })
    expect(await holders(now.add({ hours: 2 }))).toBeUndefined()
    expect((await membersWho(db, 'refund.approve', now.add({ hours: 2 }))).map(({ id }) => id)).not.toContain('UDAN')
    expect(await whoCan(db, '查看商品目录', size, now)).toMatchObject({ value: { everyone: true } })
    expect(await whoCan(db, 'refund.aprove', size, now)).toMatchObject({
      code: 'team.permission_unknown',
      values: { permissions: expect.arrayContaining(['refund.approve']) },
    })
  })

  test('what one person can do, and which roles would let them', async () => {
    const card = await teamCard(db, 'UDAN', now)
    if (!card) throw new Error('no Dan')
    expect(card.roles.map(({ role }) => role)).toEqual(['approver', 'support'])
    const one = async (permission: string) => {
      const found = await abilitiesOf(db, card, permission)
      return found.ok ? found.value : []
    }
    expect(await one('refund.request')).toMatchObject([{ reach: 'all', by: ['support'] }])
    expect(await one('settings.change')).toMatchObject([{ reach: null, by: [], grantedBy: ['admin', 'manager'] }])
    const all = await abilitiesOf(db, card, null)
    expect(all.ok && all.value.map(({ permission }) => permission)).toContain('report.view')
  })

  test('the team by name, role and merchant, page by page', async () => {
    const names = async (text: string) => (await listTeam(db, text, size, now)).rows.map(({ name }) => name)
    expect(await names('')).toContain('Dan')
    expect(await names('')).not.toContain('Bo')
    expect(await names('bo')).toEqual(['Bo'])
    expect(await names('d suppor')).toEqual(['Dan'])
    expect(await names('审批人')).toEqual(['Dan', 'Tom'])
    await team.join('UGUS', 'Gus', ['senior_support'])
    expect(await names('support')).toEqual(['Dan'])
    expect(await names('senior support')).toEqual(['Gus'])
    expect(await names('suppor')).toEqual(['Dan', 'Gus'])
    expect(await names('100%')).toEqual([])
    const first = await listTeam(db, '', { size: 2 }, now)
    const second = await listTeam(db, '', { size: 2, cursor: first.next }, now)
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(4)
  })

  test('what changed, of all or of one person or role, newest first', async () => {
    const dan = await teamHistory(db, 'UDAN', size)
    expect(dan.rows).toMatchObject([{ action: 'role.granted', by: 'UANA', after: { role: 'approver' } }])
    const all = await teamHistory(db, null, { size: 3 })
    expect(all.rows).toHaveLength(3)
    expect(all.next).not.toBeNull()
    expect((await teamHistory(db, 'merchant', size)).rows.map(({ action }) => action)).toEqual([
      'role.changed',
      'role.changed',
    ])
  })
})

describe('rights that nobody uses', () => {
  const asked = new Set(['stock.view', 'order.view', 'refund.request', 'catalogue.view', 'refund.approve'])
  const uses = new PermissionUses()
  const of = async (id: string, at = now) =>
    (await unusedRights(db, asked, size, at)).rows
      .filter((row) => row.id === id)
      .map(({ role, whole, unused }) => [role, whole, unused.map(({ permission }) => permission)])

  test('are those of a role that were held for 90 days without a use', async () => {
    await team.join('UEVE', 'Eve', ['support'])
    expect(await of('UEVE')).toEqual([['support', true, ['stock.view', 'order.view', 'refund.request']]])
    uses.note('UEVE', 'order.view', now.subtract({ hours: 24 * 89 }))
    uses.note('UEVE', 'stock.view', now.subtract({ hours: 24 * 91 }))
    await uses.write(db)
    expect(await of('UEVE')).toEqual([['support', false, ['stock.view', 'refund.request']]])
  })

  test('are none of a role that is held, or of a right that a role has had, for less than that', async () => {
    await team.join('UFAY', 'Fay', [])
    await give('UFAY', 'approver')
    expect(await of('UFAY')).toEqual([])
    const later = now.add({ hours: 24 * 90 + 1 })
    expect((await of('UFAY', later))[0]?.[1]).toBe(true)
    await save('support', '', { 'refund.approve': 'all' })
    expect((await of('UEVE'))[0]?.[2]).not.toContain('refund.approve')
    await save('support', '', { 'refund.approve': 'none' })
  })

  test('a use is written once a day, the latest stays, and what could not be written is written later', async () => {
    const kept = async () =>
      String(
        (await db.selectFrom('permission_uses').selectAll().where('member_id', '=', 'UDAN').executeTakeFirstOrThrow())
          .used_at,
      )
    const noted = new PermissionUses()
    noted.note('UDAN', 'order.view', now)
    noted.note('UDAN', 'order.view', now.add({ hours: 1 }))
    noted.note('UNOBODY', 'order.view', now)
    await expect(noted.write(db)).rejects.toThrow('foreign key')
    await team.join('UNOBODY', 'Late', [])
    await noted.write(db)
    expect(await kept()).toBe(String(now))
    noted.note('UDAN', 'order.view', now.add({ hours: 24 }))
    await noted.write(db)
    const older = new PermissionUses()
    older.note('UDAN', 'order.view', now)
    await older.write(db)
    expect(await kept()).toBe(String(now.add({ hours: 24 })))
  })
})
