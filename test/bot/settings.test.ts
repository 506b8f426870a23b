import { afterAll, beforeAll, expect, test } from 'vitest'
import { locales, t } from '../../shop/i18n/index.ts'
import { isSettingKey, registry, type SettingKey } from '../../shop/settings/registry.ts'
import { openWorld, type World } from '../world.ts'
import { settingsCare } from './settings-care.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''

test('the list shows every setting with its value', async () => {
  const text = await said('/settings')
  for (const key of Object.keys(registry).filter(isSettingKey)) expect(text).toContain(t('en', `setting.${key}`))
  for (const locale of locales) {
    const names = Object.keys(registry).map((key) => t(locale, `setting.${key as SettingKey}`))
    expect(new Set(names).size).toBe(names.length)
  }
  expect(text).toContain('¥50.00')
  expect(text).toContain('72 hours')
  expect(text).toContain('20 pieces')
})

test('one line changes a setting; history keeps who, what and why; undo restores, again and again', async () => {
  await said('/settings set refund.automatic_up_to 100 -- fewer small ones')
  await said('/settings set Refunds without approval up to 150')
  const history = await said('/settings history refund.automatic_up_to')
  expect(history).toContain('¥50.00 → ¥100.00')
  expect(history).toContain('@mei')
  expect(history).toContain('fewer small ones')
  expect(await said('/settings undo refund.automatic_up_to')).toContain('¥100.00')
  expect(await said('/settings undo refund.automatic_up_to')).toContain('¥50.00')
  expect(await said('/settings undo refund.automatic_up_to')).toContain('no change to undo')
})

test.each(Object.keys(registry).filter(isSettingKey))(
  'the form of %s opens, takes what is in force, and closes',
  async (key) => {
    const ana = world.person('U0ANA')
    await ana.command(`/settings set ${key}`)
    expect(ana.modal?.text).toContain(key)
    const kept = registry[key].control === 'channel' || key === 'shop.currency'
    if (kept) await ana.closeModal()
    else expect((await ana.submit()).errors).toEqual({})
    expect(ana.modal).toBeNull()
  },
)

test('a form changes a setting, and refuses at the field what does not fit', async () => {
  const mei = world.person('U0MEI')
  await mei.command('/settings set shop.timezone')
  await mei.fill({ 'Time zone': 'Asia/Shangai' }, { in: 'modal' })
  const refused = await mei.submit()
  expect(refused.errors.value).toContain('Asia/Shanghai')
  await mei.fill({ 'Time zone': 'Asia/Tokyo', Reason: 'we moved' }, { in: 'modal' })
  expect((await mei.submit()).modal).toBeNull()
  expect(await said('/settings get shop.timezone')).toContain('Asia/Tokyo')
  await said('/settings undo shop.timezone')
})

test('a long reason hides nothing of the history', async () => {
  await said('/settings set stock.warning_level 21 -- the first of them')
  await said(`/settings set stock.warning_level 22 -- ${'L'.repeat(5000)}`)
  await said('/settings set stock.warning_level 23 -- the last of them')
  const history = await said('/settings history stock.warning_level')
  for (const text of ['the first of them', 'LLL…', 'the last of them']) expect(history).toContain(text)
})

test('one undo leaves a button for the next, as long as there is a change to undo', async () => {
  expect(await said('/settings undo stock.warning_level')).toContain('Undo last change')
  expect(await said('/settings undo stock.warning_level')).toContain('Undo last change')
  expect(await said('/settings undo stock.warning_level')).not.toContain('Undo last change')
})

test('a channel named in another way is no change', async () => {
  expect(await said('/settings set channel.stock <#C0STOCK|stock>')).toContain('channel.stock')
  expect(await said('/settings history channel.stock')).toContain('Nothing has been changed yet')
})

test('check names what contradicts what', async () => {
  expect(await said('/settings check')).toContain('No setting contradicts another')
  await said('/settings set stock.safety_level 30')
  expect(await said('/settings check')).toContain('warning level is below the safety level')
  await said('/settings undo stock.safety_level')
})

test('an unknown key and an unknown word get the nearest', async () => {
  expect(await said('/settings get stock.safty_level')).toContain('Safety level')
  expect(await said('/settings lst')).toContain('/settings list')
})

test('the currency stays once there are orders', async () => {
  expect(await said('/settings set shop.currency EUR')).toContain('cannot change once there is an order')
})

test('the language of a channel is that of what is posted there', async () => {
  await said('/settings set channel.approvals.language zh-CN')
  const { number } = await world.program.services.db
    .selectFrom('orders')
    .select('number')
    .where('status', '=', 'completed')
    .where('captured', '>', 200_00n)
    .where('refunded', '=', 0n)
    .where('refund_reserved', '=', 0n)
    .limit(1)
    .executeTakeFirstOrThrow()
  const sam = world.person('U0SAM')
  await sam.command(`/refund ${number} 60 broken`)
  await sam.submit()
  await world.settled()
  expect(sam.messages('approvals').at(-1)?.text).toContain(`退款 ${number}-R1`)
  await said('/settings undo channel.approvals.language')
})

test('check, and undoing, tell of a channel that Slack has no more', async () => {
  const channels = world.program.workspace?.sandbox.store.channels
  await said('/settings set channel.stock general')
  await said('/settings set channel.stock stock -- back')
  const general = channels?.get('C0GENERAL')
  Object.assign(general ?? {}, { name: 'renamed' })
  const { services } = world.program
  services.slack.channelIds.clear()
  expect(await said('/settings undo channel.stock')).toContain('Slack has no such channel')
  expect(await said('/settings check')).toContain('Stock channel')
  Object.assign(general ?? {}, { name: 'general' })
  expect(await said('/settings set channel.stock stock')).not.toContain('Slack has no such channel')
})

test.each(['a\nb', 'zero\u200bwidth', '\u202egnirts', '\u200d'])('the shop cannot be called %j', async (name) => {
  const mei = world.person('U0MEI')
  await mei.command('/settings set shop.name')
  await mei.fill({ 'Shop name': name }, { in: 'modal' })
  expect((await mei.submit()).errors.value).toContain('One line')
  await mei.closeModal()
})

settingsCare(() => world)

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})

test('a channel that Slack does not have is refused, and what was in force stays', async () => {
  expect(await said('/settings set channel.stock nonsuch')).toContain('There is no channel #nonsuch')
  expect(await said('/settings set channel.stock C0NONE')).toContain('There is no channel #C0NONE')
  expect(await said('/settings get channel.stock')).not.toContain('nonsuch')
  expect(await said('/settings set channel.stock operations')).toContain('operations')
  await said('/settings undo channel.stock')
})
