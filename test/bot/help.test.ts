import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const said = async (command: string, id: string) => (await world.person(id).command(command)).shown?.text ?? ''

test('help tells each person what they may do, in their language', async () => {
  const manager = await said('/backroom help', 'U0MEI')
  for (const usage of ['/stock adjust SKU', '/refund approve NUMBER', '/settings undo KEY'])
    expect(manager).toContain(usage)
  const support = await said('/backroom help', 'U0SAM')
  expect(support).toContain('/refund ORDER [amount] [reason]')
  for (const usage of ['/stock adjust', '/refund approve', '/settings set']) expect(support).not.toContain(usage)
  expect(await said('/backroom help', 'U0ZHAO')).toContain('您的角色：经理')
  expect(await said('/stock help', 'U0VERA')).toContain('nothing here that your roles allow')
})

test.each(['/stock adjust', '/refund approve', '/refund reject', '/settings undo', '/report change'])(
  '%s without what it is about shows how it is written',
  async (command) => {
    expect(await said(command, 'U0MEI')).toContain(`• ${command} `)
  },
)

test('a word that no command knows gets the nearest one', async () => {
  expect(await said('/backroom hlp', 'U0MEI')).toContain('Did you mean /backroom help?')
})

test.each([
  ['U0MEI', '/backroom x', '/backroom help'],
  ['U0TOM', '/refund aprove 1', '/refund approve 1'],
  ['U0MEI', '/stock ajust NO-SUCH +1 found', '/stock adjust NO-SUCH +1 found'],
  ['U0MEI', '/report shedule sales daily 09:00', '/report schedule sales daily 09:00'],
])('for %s, %s is taken for %s', async (id, written, meant) => {
  expect(await said(written, id)).toContain(`Did you mean ${meant}?`)
})

test('a word of a command that is mistyped before others, or written in Chinese, gets the nearest', async () => {
  expect(await said('/order canel F2', 'U0MEI')).toContain('Did you mean /order cancel F2?')
  expect(await said('/team 待审批', 'U0ANA')).toContain('Did you mean /team waiting?')
  const told = await said('/payments 撤回 C12', 'U0ZHAO')
  for (const part of ['命令词均为英文', '/payments withdraw C12']) expect(told).toContain(part)
})

test('a word that only resembles one is looked up as ever where it leads somewhere', async () => {
  expect(await said('/stock lowe', 'U0MEI')).toContain('Chrysanthemum Flowers')
})

test.each(['__proto__', 'constructor', 'toString'])('%s is no word of a command', async (word) => {
  expect(await said(`/stock ${word}`, 'U0MEI')).toContain('There is no product')
  expect(await said(`/backroom ${word}`, 'U0MEI')).toContain('does not know')
})

test('who may see only their own, and has none, is not told of it', async () => {
  expect(await said('/backroom help', 'U0SAM')).not.toContain('/report')
})

test('a missing permission is named with who can grant it, in words', async () => {
  expect(await said('/stock low', 'U0VERA')).toContain(
    'the permission “see stock” for this. Who can grant it: administrator',
  )
  expect(await said('/settings', 'U0LIN')).toContain('需要权限“查看设置”。可授予者：管理员')
})

test('of what someone wrote, a refusal repeats only the beginning', async () => {
  const text = await said(`/stock ${'x'.repeat(2500)}`, 'U0MEI')
  expect(text).toContain('xxx…')
  expect(text.length).toBeLessThan(400)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
