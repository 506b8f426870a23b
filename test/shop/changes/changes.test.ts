import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '../../../shop/access/member.ts'
import { sweepApprovals } from '../../../shop/approvals/sweep.ts'
import { approveChange, rejectChange, withdrawChange } from '../../../shop/changes/decide.ts'
import type { ChangeKind } from '../../../shop/changes/policy.ts'
import { changeRules, turnMethod } from '../../../shop/payments/change.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { askSetting, askUndo } from '../../../shop/settings/ask.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { saveRole } from '../../../shop/team/save-role.ts'
import { now, teamWorld } from '../team/world.ts'

const team = await teamWorld()
const { db, jobs, ana, give, someone } = team
let ben: Member
let mei: Member
let zhao: Member
afterAll(team.close)

beforeAll(async () => {
  ben = await team.join('UBEN', 'Ben', ['admin'])
  mei = await team.join('UMEI', 'Mei', ['manager'])
  zhao = await team.join('UZHAO', 'Zhao', ['manager'])
  for (const key of ['team.approval', 'payment.approval'])
    await setSetting(db, { key, text: 'yes', member: ana, via: 'test' }, now)
})

const step = (kind: ChangeKind, subject: string, member: Member, reason: string | null = null) => ({
  ...{ kind, subject, member, reason, via: 'test' },
})

const outdated = (code: string) => ({ value: { state: 'outdated', refusal: { code } } })

/** Does something while changes of a kind need no approval. */
async function unwatched(kind: 'team' | 'payment', work: () => Promise<unknown>) {
  const set = (text: string) => setSetting(db, { key: `${kind}.approval`, text, member: ana, via: 'test' }, now)
  await set('no')
  await work()
  await set('yes')
}

describe('a role that gives more rights', () => {
  const asked = async (person: string, role: string, until = '') => {
    const done = await give(person, role, until)
    if (!done.ok || !done.value.waits) throw new Error('does not wait')
    return done.value.waits
  }

  test('waits for another one who may decide, and then is held, given by who asked', async () => {
    const { id } = await someone('support')
    const subject = await asked(id, 'approver', 'for 8h')
    expect(await team.roles(id)).toEqual(['support'])
    expect(await give(id, 'approver')).toMatchObject({ code: 'change.waits', values: { subject } })
    expect(await approveChange(db, jobs, step('team', subject, ana), now)).toMatchObject({
      code: 'approval.own_request',
    })
    expect(await approveChange(db, jobs, step('team', subject, mei), now)).toMatchObject({ code: 'access.denied' })
    expect(await approveChange(db, jobs, step('payment', subject, zhao), now)).toMatchObject({
      code: 'approval.unknown',
    })
    const both = await Promise.all([1, 2].map(() => approveChange(db, jobs, step('team', subject, ben), now)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await team.roles(id)).toEqual(['approver', 'support'])
    expect((await team.audit(id)).map(({ action, member_id }) => `${member_id} ${action}`)).toEqual([
      'UANA role.grant_asked',
      'UANA role.granted',
      'UBEN role.change_approved',
    ])
  })

  test('takes nothing from who holds the role for longer meanwhile: it is outdated, and who asked is told', async () => {
    const { id } = await someone('support')
    const subject = await asked(id, 'senior_support', 'for 1h')
    await unwatched('team', () => give(id, 'senior_support'))
    expect(await approveChange(db, jobs, step('team', subject, ben), now)).toMatchObject(outdated('team.held_longer'))
    const held = db.selectFrom('member_roles').select('ends_at').where('member_id', '=', id)
    expect(await held.where('role', '=', 'senior_support').execute()).toEqual([{ ends_at: null }])
    expect(await approveChange(db, jobs, step('team', subject, ben), now)).toMatchObject({
      code: 'approval.already_outdated',
    })
    expect((await team.audit(id)).at(-1)).toMatchObject({ action: 'role.change_outdated', member_id: 'UBEN' })
    const told = db.selectFrom('messages').select('channel').where('kind', '=', 'change.notice')
    expect(await told.where('subject', '=', subject).execute()).toEqual([{ channel: 'UANA' }])
  })

  test('is outdated where who asked may not give it any more, and can still be withdrawn by them', async () => {
    const { id } = await someone('support')
    const lead = await someone('admin')
    const ask = async (role: string) => {
      const done = await give(id, role, '', lead)
      if (!done.ok || !done.value.waits) throw new Error('does not wait')
      return done.value.waits
    }
    const [first, second] = [await ask('approver'), await ask('manager')]
    await team.take(lead.id, 'admin')
    expect(await approveChange(db, jobs, step('team', first, ben), now)).toMatchObject({
      value: { refusal: { code: 'change.requester_may_not', values: { member: lead.id } } },
    })
    const visitor = await team.member(lead.id)
    expect(await withdrawChange(db, jobs, step('team', second, visitor), now)).toMatchObject({
      value: { state: 'withdrawn' },
    })
  })

  test('does not wait where it gives nothing new, or less', async () => {
    const { id } = await someone('senior_support')
    expect(await give(id, 'support')).toMatchObject({ value: { changed: true, waits: null } })
    expect(await give(id, 'support', 'for 2d')).toMatchObject({ value: { changed: true, waits: null } })
    expect(await give(id, 'support', 'for 2d')).toMatchObject({ value: { changed: false } })
    expect(await team.take(id, 'senior_support')).toMatchObject({ ok: true })
  })

  test('waits where it lasts longer, and is outdated once its end has passed or who asked has no access', async () => {
    const { id } = await someone('support')
    const late = await asked(id, 'manager', 'for 2h')
    expect(await approveChange(db, jobs, step('team', late, ben), now.add({ hours: 3 }))).toMatchObject(
      outdated('team.until_past'),
    )
    const gone = await asked(id, 'manager', 'for 2h')
    await db.updateTable('members').set({ deactivated_at: now }).where('id', '=', 'UANA').execute()
    expect(await approveChange(db, jobs, step('team', gone, ben), now)).toMatchObject(outdated('change.requester_gone'))
    await db.updateTable('members').set({ deactivated_at: null }).where('id', '=', 'UANA').execute()
    const subject = await asked(id, 'manager', 'for 2h')
    expect(await rejectChange(db, jobs, step('team', subject, ben), now)).toMatchObject({
      code: 'approval.reason_needed',
    })
    expect(await rejectChange(db, jobs, step('team', subject, ben, 'too much'), now)).toMatchObject({
      value: { state: 'rejected' },
    })
    expect(await team.roles(id)).toEqual(['support'])
  })

  test('and what a role may do more waits as well; less does not', async () => {
    const save = (reaches: Record<string, string>) =>
      saveRole(db, jobs, { role: 'support', reaches, member: ana, via: 'test' }, now)
    const more = await save({ 'refund.approve': 'all' })
    const rights = () => db.selectFrom('role_permissions').select('reach').where('role', '=', 'support').execute()
    expect(await rights()).toEqual([])
    if (!more.ok || !more.value.waits) throw new Error('does not wait')
    expect(await approveChange(db, jobs, step('team', more.value.waits, ben), now)).toMatchObject({ ok: true })
    expect(await rights()).toEqual([{ reach: 'all' }])
    expect(await save({ 'refund.approve': 'none' })).toMatchObject({ value: { changed: true, waits: null } })
  })

  test('a change of a role undoes nothing of what was changed meanwhile', async () => {
    const save = async (reaches: Record<string, string>) => {
      const done = await saveRole(db, jobs, { role: 'merchant', reaches, member: ana, via: 'test' }, now)
      return (done.ok && done.value.waits) || ''
    }
    const reaches = async () =>
      Object.fromEntries(
        (await db.selectFrom('role_permissions').selectAll().where('role', '=', 'merchant').execute()).map(
          ({ permission, reach }) => [permission, reach],
        ),
      )
    const first = await save({ 'stock.restock': 'all', 'order.view': 'own' })
    await unwatched('team', () => save({ 'order.view': 'all' }))
    expect(await approveChange(db, jobs, step('team', first, ben), now)).toMatchObject({ value: { state: 'applied' } })
    expect(await reaches()).toEqual({ 'order.view': 'all', 'stock.restock': 'all' })
    const second = await save({ 'catalogue.view': 'none', 'refund.approve': 'all', 'stock.count': 'all' })
    await unwatched('team', () => save({ 'stock.count': 'none' }))
    expect(await approveChange(db, jobs, step('team', second, ben), now)).toMatchObject(
      outdated('team.role_changed_meanwhile'),
    )
  })

  test('is withdrawn by who asked alone, reminded of once, and expires', async () => {
    const { id } = await someone('support')
    const subject = await asked(id, 'admin')
    expect(await withdrawChange(db, jobs, step('team', subject, ben), now)).toMatchObject({
      code: 'approval.not_yours',
    })
    expect(await withdrawChange(db, jobs, step('team', subject, ana), now)).toMatchObject({
      value: { state: 'withdrawn' },
    })
    await asked(id, 'admin')
    expect(await sweepApprovals(db, jobs, now.add({ hours: 5 }))).toEqual({ reminded: 1, expired: 0 })
    expect(await sweepApprovals(db, jobs, now.add({ hours: 80 }))).toEqual({ reminded: 0, expired: 1 })
    expect((await team.audit(id)).at(-1)).toMatchObject({ action: 'role.change_expired', member_id: null })
    expect(await team.roles(id)).toEqual(['support'])
  })
})

describe('a change of a payment method', () => {
  const method = async (code: string) => (await readMethods(db)).find((one) => one.code === code)
  const turn = (code: string, on: boolean) => turnMethod(db, jobs, { method: code, on, member: mei, via: 'test' }, now)

  test('waits; turning off does not', async () => {
    const on = await turn('stripe', true)
    expect(on).toMatchObject({ value: { enabled: false, changed: false } })
    if (!on.ok || !on.value.waits) throw new Error('does not wait')
    expect(await approveChange(db, jobs, step('payment', on.value.waits, zhao), now)).toMatchObject({ ok: true })
    expect(await method('stripe')).toMatchObject({ enabled: true })
    expect(await turn('stripe', false)).toMatchObject({ value: { enabled: false, changed: true } })
  })

  test('of its rules is made as it was asked, and not where the method has changed since', async () => {
    const ask = async (perDay: string) => {
      const fields = { perDay }
      const form = { method: 'wallet', form: 'limits', version: (await method('wallet'))?.version ?? '' } as const
      const done = await changeRules(db, jobs, { ...form, fields, member: mei, via: 'test' }, now)
      if (!done.ok || !done.value.waits) throw new Error('does not wait')
      return done.value.waits
    }
    const first = await ask('5')
    expect((await method('wallet'))?.rules.perDay).toBeNull()
    expect(await approveChange(db, jobs, step('payment', first, zhao), now)).toMatchObject({ ok: true })
    expect((await method('wallet'))?.rules.perDay).toBe(5)
    const second = await ask('6')
    expect(await turn('wallet', false)).toMatchObject({ ok: true })
    await db
      .updateTable('payment_methods')
      .set({ updated_at: now.add({ seconds: 1 }) })
      .execute()
    expect(await approveChange(db, jobs, step('payment', second, zhao), now)).toMatchObject(
      outdated('change.method_changed'),
    )
    expect(await ask('7')).toMatch(/^C\d+$/)
  })
})

test('an approval is not turned off by one person: setting it to no, or back, waits as well', async () => {
  const on = async () => (await readSettings(db))['payment.approval']
  const asked = { key: 'payment.approval', member: mei, via: 'test' }
  const set = (text: string) => askSetting(db, jobs, { ...asked, text }, now)
  const first = await set('no')
  if (!first.ok || !first.value.waits) throw new Error('does not wait')
  expect(first).toMatchObject({ value: { changed: false, after: true, settings: { 'payment.approval': true } } })
  expect(await askUndo(db, jobs, asked, now)).toMatchObject({ code: 'change.waits' })
  expect(await approveChange(db, jobs, step('settings', first.value.waits, mei), now)).toMatchObject({
    code: 'approval.own_request',
  })
  expect(await on()).toBe(true)
  expect(await approveChange(db, jobs, step('settings', first.value.waits, zhao), now)).toMatchObject({ ok: true })
  expect(await on()).toBe(false)
  expect(
    (await team.audit('payment.approval')).slice(-3).map(({ action, member_id }) => `${member_id} ${action}`),
  ).toEqual(['UMEI setting.change_asked', 'UMEI setting.changed', 'UZHAO setting.change_approved'])
  expect(await set('yes')).toMatchObject({ value: { changed: true, waits: null } })
  const undo = await askUndo(db, jobs, asked, now)
  expect(undo).toMatchObject({ value: { waits: expect.stringMatching(/^C/) } })
  const subject = (undo.ok && undo.value.waits) || ''
  expect(await rejectChange(db, jobs, step('settings', subject, zhao, 'no'), now)).toMatchObject({ ok: true })
  expect(await on()).toBe(true)
})

test('where nobody else may decide, a change does not wait: it is made at once and announced', async () => {
  await db.deleteFrom('member_roles').where('role', '=', 'admin').where('member_id', '!=', 'UANA').execute()
  const { id } = await someone('support')
  expect(await give(id, 'approver')).toMatchObject({ value: { changed: true, waits: null } })
  const { id: change, ...last } = await db
    .selectFrom('changes_asked')
    .select(['id', 'state', 'about'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(last).toEqual({ state: 'alone', about: `${id} approver` })
  const announced = db.selectFrom('messages').select('channel').where('kind', '=', 'change.prompt')
  expect(await announced.where('subject', '=', `C${change}`).execute()).toEqual([{ channel: 'channel.approvals' }])

  await saveRole(db, jobs, { role: null, name: 'lead', reaches: {}, member: ana, via: 'test' }, now)
  const rights = { role: 'lead', permission: 'team.grant', reach: 'all', changed_at: now }
  await db.insertInto('role_permissions').values(rights).execute()
  const lead = await someone('lead', 'manager')
  expect(await give(id, 'manager', '', lead)).toMatchObject({
    value: { changed: false, waits: expect.stringMatching(/^C/) },
  })
})
