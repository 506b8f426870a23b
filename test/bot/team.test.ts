import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { openSession } from '../../shop/access/session.ts'
import { saveRole } from '../../shop/team/save-role.ts'
import { anyText } from '../any-text.ts'
import { testGivingRoles } from './team-giving.ts'
import { testOwnRoles } from './team-own-roles.ts'
import { openTeam } from './team-world.ts'

const world = await openTeam()
const { said, wake } = world
afterAll(world.close)

test('the list shows who holds what, pages, and leads to a card by mention, name or role', async () => {
  const all = await said('/team')
  for (const name of ['@mei', '@tom', '@wang']) expect(all).toContain(name)
  expect(all).not.toContain('@vera')
  expect(await said('/team @vera')).toContain('no role: a visitor')
  expect(await said('/team approver')).toContain('@tom')
  const card = await said('/team sam okafor')
  expect(card).toContain('support')
  expect(card).toContain('request refunds')
  expect(await said('/team Sam Okafr')).toContain('Nearest: Sam Okafor')
  expect(await said('/team @mei', 'U0MEI')).toContain('“see team and roles”')
})

// They share this world: another takes two seconds to open.
testGivingRoles(world)
testOwnRoles(world)

test('rights that wait stand on the card of the person and of the role that they are about', async () => {
  await said('/team give @zhao admin')
  await said('/settings set team.approval yes')
  await said('/team give @vera support')
  const person = await said('/team @vera')
  expect(person).toContain('@vera is to have the role support')
  expect(person).toContain('[Withdraw]')
  expect(await said('/team @vera', 'U0ZHAO')).toContain('[同意]')
  expect(await said('/team role support')).not.toContain('is to have')
  await world.person('U0ANA').command('/team @vera')
  await world.person('U0ANA').click('Withdraw')
  const { db, jobs } = world.program.services
  const { member } = await openSession(db, 'U0ANA', null, world.now())
  const reaches = { 'refund.approve': 'all' }
  await saveRole(db, jobs, { role: 'support', reaches, member, via: 'test' }, world.now())
  expect(await said('/team role support')).toMatch(/What the role support may do is to change[\s\S]*\[Withdraw\]/)
  await world.person('U0ANA').click('Withdraw')
  const [off = ''] = /C\d+/.exec(await said('/settings set team.approval no')) ?? []
  await said(`/settings approve ${off}`, 'U0ZHAO')
  await said('/team take @zhao admin')
})

test('who can do something, and what someone can do and why', async () => {
  const who = await said('/team who refund.approve')
  for (const name of ['@ana by administrator', '@mei by manager', '@tom by approver']) expect(who).toContain(name)
  expect(await said('/team who catalogue.view')).toContain('visitors included')
  expect(await said('/team who refund.aprove')).toContain('Nearest: decide refunds')
  expect(await said('/team can @sam refund.approve')).toContain('@sam cannot decide refunds')
  expect(await said('/team can @sam')).toContain('request refunds, by support')
  expect(await said('/team can @wang order.view')).toContain('their own only')
})

test('whom a merchant stands for is set by command and form, and decides what is their own', async () => {
  const { db } = world.program.services
  const [first, second] = await db.selectFrom('merchants').select(['id', 'name']).orderBy('id').limit(2).execute()
  const ana = world.person('U0ANA')
  expect(await said(`/team merchant @wang ${second?.name}`)).toContain(`stands for ${second?.name}`)
  await ana.command('/team merchant @wang')
  await ana.fill({ 'Stands for the merchant': 'no such merchant' }, { in: 'modal' })
  expect((await ana.submit()).errors.merchant).toContain('There is no merchant')
  await ana.fill({ 'Stands for the merchant': first?.id ?? '' }, { in: 'modal' })
  expect((await ana.submit()).modal).toBeNull()
  expect(await said('/team @wang')).toContain(`stands for ${first?.name}`)
})

test('a deactivated member can do nothing until reactivated', async () => {
  const ana = world.person('U0ANA')
  await ana.command('/team @lin')
  await ana.click('Deactivate')
  expect(await said('/stock low', 'U0LIN')).toContain('权限已被收回')
  expect(await said('/team @lin')).toContain('deactivated')
  await ana.click('Reactivate')
  expect(await said('/stock low', 'U0LIN')).not.toContain('权限已被收回')
  expect(await said('/team history @lin')).toContain('@ana reactivated @lin')
})

test('what nobody has used for 90 days is listed, and taken with a button', async () => {
  expect(await said('/team unused')).toContain('nothing to review')
  const { db } = world.program.services
  world.advance({ hours: 24 * 91 })
  await said('/stock low', 'U0TOM')
  await wake('permission uses')
  expect(await db.selectFrom('permission_uses').selectAll().where('member_id', '=', 'U0TOM').execute()).toContainEqual(
    expect.objectContaining({ permission: 'stock.view' }),
  )
  const ana = world.person('U0ANA')
  expect(await said('/team unused')).toMatch(/@lin: nothing of senior support was used/)
  await ana.click('Next page')
  const last = await ana.sees('@tom: of approver was not used')
  expect(last.text).not.toMatch(/@tom[^\n]*\n[^\n]*see stock/)
  await ana.click('Previous page')
  await ana.sees('@lin: nothing of senior support was used')
  await ana.click('Take senior support')
  expect(await said('/team @lin')).toContain('visitor')
  await said('/team give @lin senior_support')
})

test('managers see the history and nothing else; Chinese readers read Chinese', async () => {
  expect(await said('/team history', 'U0ZHAO')).toContain('团队变更记录')
  expect(await said('/team matrix', 'U0ZHAO')).toContain('需要权限“')
  await said('/team give @zhao admin')
  await world.person('U0ZHAO').sees('授予您角色 管理员', { channel: 'dm' })
  expect(await said('/team', 'U0ZHAO')).toContain('@lin')
  expect(await said('/team give @vera 客服 到 23:59', 'U0ZHAO')).toContain('客服（至')
  expect(await said('/team matrix', 'U0ZHAO')).toContain('审批退款')
  expect(await said('/team take @vera 客服', 'U0ZHAO')).toContain('访客')
  expect(await said('/team take @zhao admin')).not.toContain('administrator,')
})

test('long reasons do not make the history too long to be shown', async () => {
  for (let hours = 1; hours <= 10; hours++) await said(`/team give @tom support for ${hours}h -- ${'&<'.repeat(900)}`)
  expect((await said('/team history @tom')).match(/gave @tom the role support until/g)).toHaveLength(10)
  await said('/team take @tom support')
})

test('someone who never wrote to Backroom can be given a role beforehand; nobody at all cannot', async () => {
  const { db } = world.program.services
  await db.deleteFrom('member_roles').where('member_id', '=', 'U0VERA').execute()
  await db.deleteFrom('permission_uses').where('member_id', '=', 'U0VERA').execute()
  await db.deleteFrom('members').where('id', '=', 'U0VERA').execute()
  expect(await said('/team give <@U0VERA|vera> support')).toMatch(/@vera[\s\S]*support/)
  expect(await said('/team give <@U0NOBODY|x> support')).toContain('Nobody called')
})

test('whatever is written after the command is answered, pings nobody and does nothing by half', async () => {
  const { db } = world.program.services
  const state = async () => [
    await db.selectFrom('member_roles').selectAll().orderBy('member_id').orderBy('role').execute(),
    await db.selectFrom('own_roles').selectAll().execute(),
    await db.selectFrom('role_permissions').selectAll().execute(),
  ]
  const before = await state()
  const words = [
    '',
    'give ',
    'take ',
    'role ',
    'who ',
    'can ',
    'deactivate ',
    'merchant @sam ',
    'history ',
    'give @sam ',
  ]
  const hostile = fc.oneof(
    anyText({ maxLength: 120 }),
    fc.constantFrom(
      '<!channel> x',
      '<!here|x> <@U0TOM>x',
      "'; drop table members; --",
      '=HYPERLINK("x")',
      '\u200b\u202e',
      '👩‍👩‍👧 ٣ ３',
      'x'.repeat(3000),
      '@sam nosuch until 99:99 -- <!everyone>',
      '-1',
      '"',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...words), hostile, async (word, text) => {
      const outcome = await world.person('U0ANA').command(`/team ${word}${text}`)
      expect(outcome.error).toBeNull()
      expect(outcome.shown?.text ?? '').not.toContain('went wrong')
      expect(JSON.stringify(outcome.shown?.blocks ?? [])).not.toMatch(/<!(channel|here|everyone)/)
      while (world.person('U0ANA').modal) await world.person('U0ANA').closeModal(true)
    }),
    { numRuns: 40 },
  )
  expect(await state()).toEqual(before)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  const refusals = world.program.workspace?.sandbox.store.refusals ?? []
  // Slack was asked about someone whom it does not know.
  expect(refusals.filter(({ error }) => error !== 'user_not_found')).toEqual([])
})
