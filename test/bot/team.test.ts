import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plannersOf } from '../../bot/planners.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const said = async (command: string, id = 'U0ANA') => (await world.person(id).command(command)).shown?.text ?? ''
const wake = async (...names: string[]) => {
  for (const planner of plannersOf(world.program.services))
    if (names.includes(planner.name)) await planner.run(world.now())
  await world.settled()
}

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
  expect(await said('/team @mei', 'U0MEI')).toContain('team.view')
})

test('a right is lifted for a shift in one line, works at once, ends by itself, and the person is told of both', async () => {
  const sam = world.person('U0SAM')
  expect(await said('/refund pending', 'U0SAM')).not.toContain('refund.approve')
  expect(await said('/refund approve 1-R1', 'U0SAM')).toContain('refund.approve')
  expect(await said('/team give @sam approver for 8h -- night shift')).toContain('approver until')
  await world.settled()
  const told = await sam.sees('gave you the role approver', { channel: 'dm' })
  expect(told.text).toContain('night shift')
  expect(told.text).toContain('@ana')
  expect(await said('/refund approve 1-R1', 'U0SAM')).not.toContain('refund.approve')

  // Looked up, so that a session is kept; it must not outlive the role.
  await said('/report sales 7d', 'U0SAM')
  world.advance({ hours: 8, seconds: 1 })
  expect(await said('/refund approve 1-R1', 'U0SAM')).toContain('refund.approve')
  expect(await said('/report sales 7d', 'U0SAM')).toContain('figures of your own')
  expect(await said('/team @sam')).not.toContain('approver')
  await wake('grants')
  await wake('grants')
  expect(sam.messages('dm').filter(({ text }) => text.includes('time of your role approver is over'))).toHaveLength(1)
  const history = await said('/team history @sam')
  expect(history).toMatch(/role approver of @sam ended/)
  expect(history).toContain('@ana gave @sam the role approver until')
  expect(history).toContain('night shift')
})

test('the form gives a role, keeps its input, and says at the field what is wrong', async () => {
  const ana = world.person('U0ANA')
  await ana.command('/team @tom')
  await ana.click('Give a role…')
  await ana.fill({ Role: 'support', Until: 'until yesterday', Reason: 'helps out' }, { in: 'modal' })
  expect((await ana.submit()).errors.until).toContain('is no end')
  await ana.fill({ Until: '2020-01-01' }, { in: 'modal' })
  expect((await ana.submit()).errors.until).toContain('has passed')
  await ana.fill({ Until: '2d' }, { in: 'modal' })
  expect((await ana.submit()).modal).toBeNull()
  expect(await said('/team @tom')).toMatch(/approver, support until/)
  await ana.click('Take support')
  expect(await said('/team @tom')).not.toContain('support until')
  await world.person('U0TOM').sees('took back your role support', { channel: 'dm' })
})

test('the last administrator stays one; a mistyped role gets the nearest', async () => {
  expect(await said('/team take @ana admin')).toContain('last administrator')
  expect(await said('/team give @ana admin for 1h')).toContain('last administrator')
  expect(await said('/team deactivate @ana')).toContain('last administrator')
  expect(await said('/team give @vera aprover')).toContain('Did you mean approver?')
  expect(await said('/team give @vera')).toBe('')
  await world.person('U0ANA').closeModal()
  expect(await said('/team gve @vera support')).toContain('Did you mean /team give')
})

test('an own role is made in a form, given, seen in the matrix and at work, changed, and removed', async () => {
  const ana = world.person('U0ANA')
  await ana.command('/team roles')
  await ana.click('New role…')
  await ana.fill({ Name: 'Night Shift', 'see stock  (stock.view)': 'all' }, { in: 'modal' })
  expect((await ana.submit()).errors.name).toContain('One word'.toLowerCase())
  await ana.fill({ Name: 'night_shift', 'What it is for': 'Nights & *weekends*' }, { in: 'modal' })
  await ana.fill({ 'decide refunds  (refund.approve)': 'all' }, { in: 'modal' })
  expect((await ana.submit()).modal).toBeNull()
  const card = await ana.sees('night_shift')
  expect(card.text).toContain('decide refunds')
  expect(card.text).toContain('approvers’ limit')
  expect(await said('/team give @vera night_shift')).toContain('night_shift')
  expect(await said('/stock low', 'U0VERA')).not.toContain('stock.view')
  expect(await said('/backroom help', 'U0VERA')).toContain('You are: night_shift')
  await world.person('U0VERA').openHome()
  await world.person('U0VERA').waitFor(() => world.person('U0VERA').home?.text.includes('You are: night_shift'))

  const { number } = await world.program.services.db
    .selectFrom('orders')
    .select('number')
    .where('status', '=', 'completed')
    .where('captured', '>', 200_00n)
    .where('refunded', '=', 0n)
    .where('refund_reserved', '=', 0n)
    .limit(1)
    .executeTakeFirstOrThrow()
  await world.person('U0SAM').command(`/refund ${number} 60 broken`)
  await world.person('U0SAM').submit()
  await world.settled()
  expect(ana.latest('approvals')?.text).toContain('@vera')
  await said(`/refund approve ${number}-R1`, 'U0VERA')
  await world.settled()
  expect(ana.latest('approvals')?.text).toMatch(/@vera \(night_shift\)|@vera.*night_shift/)

  await ana.command('/team matrix')
  expect(ana.latest()?.text).toContain('senior support')
  await ana.click('Next page')
  await ana.waitFor(() => ana.latest()?.text.includes('night_shift'))
  const [table] = ana.latest()?.blocks.filter(({ type }) => type === 'table') ?? []
  const rows = table?.rows as { text: string }[][]
  const at = (rows[0] ?? []).findIndex(({ text }) => text === 'night_shift')
  const column = Object.fromEntries(rows.slice(1).map((row) => [row[0]?.text, row[at]?.text]))
  expect(column).toMatchObject({ 'see stock': '✓', 'adjust stock': '–' })

  await ana.command('/team role night_shift')
  await ana.click('Change…')
  await ana.fill({ 'see stock  (stock.view)': 'own' }, { in: 'modal' })
  expect((await ana.submit()).modal).toBeNull()
  expect(await said('/team can @vera stock.view')).toContain('their own only')
  expect(await said('/team take @vera night_shift')).toContain('visitor')
  await ana.command('/team role night_shift')
  await ana.click('Remove')
  expect(await said('/team role night_shift')).toContain('There is no role')
  const history = await said('/team history')
  expect(history).toContain('removed the role night_shift')
  expect(history).toContain('see stock all → own')
})

test('many roles go on over several pages of the list and of the matrix', async () => {
  const { db } = world.program.services
  const rows = Array.from({ length: 14 }, (_, at) => ({ name: `team-${at}`, about: null, created_at: world.now() }))
  await db.insertInto('own_roles').values(rows).execute()
  const ana = world.person('U0ANA')
  for (const command of ['/team roles', '/team matrix']) {
    await ana.command(command)
    const seen = [ana.latest()?.text ?? '']
    for (let page = 0; page < 2; page++) {
      await ana.click('Next page')
      seen.push(await ana.waitFor(() => ana.latest()?.text !== seen.at(-1) && ana.latest()?.text))
    }
    for (const { name } of rows) expect(seen.filter((text) => new RegExp(`${name}\\b`).test(text))).toHaveLength(1)
    expect(seen[2]).not.toContain('Next page')
  }
  await db.deleteFrom('own_roles').execute()
})

test('what administrators need cannot be taken from them, and is marked in the form', async () => {
  const ana = world.person('U0ANA')
  await ana.command('/team role admin')
  await ana.click('Change…')
  await ana.fill({ 'manage team and roles  (team.manage)': 'no' }, { in: 'modal' })
  expect((await ana.submit()).errors['team.manage']).toContain('Administrators keep')
  await ana.closeModal()
})

test('who can do something, and what someone can do and why', async () => {
  const who = await said('/team who refund.approve')
  for (const name of ['@ana by administrator', '@mei by manager', '@tom by approver']) expect(who).toContain(name)
  expect(await said('/team who catalogue.view')).toContain('visitors included')
  expect(await said('/team who refund.aprove')).toContain('refund.approve')
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
  expect(await said('/team matrix', 'U0ZHAO')).toContain('需要权限 team.view')
  await said('/team give @zhao admin')
  await world.person('U0ZHAO').sees('授予您角色 管理员', { channel: 'dm' })
  expect(await said('/team', 'U0ZHAO')).toContain('@lin')
  expect(await said('/team give @vera 客服 到 23:59', 'U0ZHAO')).toContain('客服，至')
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
    fc.string({ unit: 'binary', maxLength: 120 }),
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
