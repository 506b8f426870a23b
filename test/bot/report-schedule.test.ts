import { expect, test } from 'vitest'
import { planReports } from '../../analytics/subscriptions/plan.ts'
import { listSubscriptions } from '../../analytics/subscriptions/subscription.ts'
import { openedWorld } from './opened-world.ts'

const { world, said } = await openedWorld()

/** Schedules what was written, and gives its number. */
async function scheduled(written: string): Promise<string> {
  expect(await said(`/report schedule ${written}`)).toContain('Scheduled')
  return (await listSubscriptions(world.program.services.db)).at(-1)?.id ?? ''
}

test('a scheduled report arrives once in its channel, with a chart, says that it is late, and stops when removed', async () => {
  const { db, jobs } = world.program.services
  const mei = world.person('U0MEI')
  // Three hours after it was due, whatever the time is here.
  const local = world.now().toZonedDateTimeISO('Asia/Shanghai')
  const noon = local.withPlainTime('12:00').add({ days: local.hour < 12 ? 0 : 1 })
  world.advance({ milliseconds: noon.epochMilliseconds - local.epochMilliseconds })
  await planReports(db, jobs, world.now())
  await world.settled()
  expect(mei.messages('reports')).toHaveLength(1)
  expect(mei.latest('reports')?.text).toContain('Late: this report was due')
  expect(mei.latest('reports')?.blocks.some(({ type }) => type === 'image')).toBe(true)

  expect(await said('/report schedule sales daily 08:00 #general')).toContain('every day at 08:00')
  expect(await said('/report schedule sales daily 08:00 #general')).toContain('does just that already')
  expect(await said('/report schedule sales daily 08:00 <#C0GENERAL|general>')).toContain('does just that already')
  expect(await said('/report schedule sales daily 08:00 #nonsuch')).toContain('There is no channel #nonsuch')
  world.advance({ hours: 24 })
  await Promise.all([planReports(db, jobs, world.now()), planReports(db, jobs, world.now())])
  await world.settled()
  const posted = mei.messages('general').filter(({ ephemeral }) => !ephemeral)
  expect(posted).toHaveLength(1)
  expect(mei.messages('general', posted[0]?.ts).flatMap(({ files }) => files)).toHaveLength(1)
  const list = await said('/report list')
  expect(list).toContain('every day at 08:00')
  const id = /(\d+) {2}Sales, every day at 08:00/.exec(list)?.[1]
  expect(await said(`/report pause ${id}`)).toContain('paused')
  expect(await said(`/report resume ${id}`)).not.toContain('paused')
  expect(await said(`/report remove ${id}`)).not.toContain('08:00')
})

test.each([
  ['weekly tue,thu 10:00', '“weekly tue,thu 10:00” is no schedule', 'cron 0 10 * * tue,thu'],
  ['daily 9am', '“daily 9am” is no schedule'],
  ['9am', '“9am” is no schedule'],
  ['daily 09:00 for merchant Tea House', '“daily 09:00 for merchant Tea House” is', 'merchant:"Tea House"'],
  ['cron 0 8 31 2 *', '“0 8 31 2 *” never comes'],
])('`%s` is refused as it was written, with what to write', async (written, ...words) => {
  const refused = await said(`/report schedule sales ${written} #general`)
  for (const word of words) expect(refused).toContain(word)
})

test('a schedule without a time is at that of the settings', async () => {
  for (const [written, shown] of [
    ['weekdays', 'Monday to Friday at 09:00'],
    ['weekly wed', 'every Wednesday at 09:00'],
    ['monthly last', 'on the last day of every month at 09:00'],
  ] as const) {
    const id = await scheduled(`refunds ${written} #test`)
    expect(await said(`/report runs ${id}`)).toContain(shown)
    await said(`/report remove ${id}`)
  }
})

test('a report is scheduled and changed in a form, which says at each field what is wrong, and goes to a person too', async () => {
  const { db, jobs } = world.program.services
  const mei = world.person('U0MEI')
  const fill = (fields: Record<string, string>) => mei.fill(fields, { in: 'modal' })
  await mei.command('/report schedule', { channel: 'general' })
  await fill({ Report: 'Orders', When: 'sometimes', Channel: 'general' })
  expect((await mei.submit()).errors).toMatchObject({ schedule: expect.stringContaining('every 6 hours') })
  await fill({ When: 'every 2 hours', Person: 'U0MEI', 'On the clocks of which time zone': 'Mars/Olympus' })
  expect((await mei.submit()).errors).toMatchObject({ person: expect.stringContaining('not both') })
  await mei.closeModal(true)
  const scheduled = await said('/report schedule orders every 2h @Zhao tz:UTC lang:en about:7d empty:skip')
  for (const words of ['every 2 hours', 'UTC', '@zhao', 'The last 7 days', 'English', 'not where nothing happened'])
    expect(scheduled).toContain(words)
  const id = /(\d+) {2}Orders, every 2 hours/.exec(await said('/report schedules'))?.[1]
  const mayNot = await said('/report schedule payments daily 09:00 @Sam')
  for (const words of ['may not see this report', 'only of their merchant (merchant:ID)'])
    expect(mayNot).toContain(words)
  expect(await said('/report schedule sales daily 09:00 me lang:tlh')).toContain('There are: en, zh-cn, zh, usual')

  await mei.command(`/report change ${id}`, { channel: 'general' })
  expect(mei.modal?.text).toContain('every 2 hours')
  await fill({ When: 'every 3 hours', Language: '中文' })
  expect(await mei.submit()).toMatchObject({ errors: {} })
  await mei.sees('Changed: Orders every 3 hours', { channel: 'general' })
  world.advance({ hours: 3 })
  await planReports(db, jobs, world.now())
  await world.settled()
  const received = world.person('U0ZHAO').messages('dm')
  expect(received.filter(({ text }) => /^订单 {2}/.test(text))).toHaveLength(1)
  expect(await said(`/report runs ${id}`)).toMatch(/posted/)
  await said(`/report remove ${id}`)
})

test('a report with a channel of its own stays there, and only one without follows the settings', async () => {
  const mei = world.person('U0MEI')
  const own = await scheduled('orders daily 06:30 #reports')
  const usual = await scheduled('orders daily 06:30')
  await mei.command(`/report change ${own}`)
  await mei.fill({ When: 'daily 06:40' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ errors: {} })
  await said('/settings set channel.reports test -- to see who follows')
  expect(await said(`/report runs ${own}`)).toContain('every day at 06:40 (Asia/Shanghai), for #reports')
  expect(await said(`/report runs ${usual}`)).toContain('for #test')
  await said('/settings set channel.reports reports -- back again')
  for (const id of [own, usual]) await said(`/report remove ${id}`)
})

test('a report cannot be scheduled or changed for a channel that Backroom is not in, and it is said what to do', async () => {
  const mei = world.person('U0MEI')
  const channel = world.program.workspace?.sandbox.store.channels.get('C0STOCK')
  channel?.members.delete('U0BACKROOM')
  const refused = await said('/report schedule customers daily 05:00 #stock')
  for (const words of ['Backroom is not in #stock', '/invite @Backroom']) expect(refused).toContain(words)
  expect(await said('/report schedule customers daily 05:00 #stock', 'U0ZHAO')).toContain('Backroom 不在 #stock 中')
  const id = await scheduled('customers daily 05:00 #general')
  await mei.command(`/report change ${id}`)
  await mei.fill({ Channel: 'stock' }, { in: 'modal' })
  expect((await mei.submit()).errors).toEqual({ channel: expect.stringContaining('/invite @Backroom') })
  channel?.members.add('U0BACKROOM')
  expect(await mei.submit()).toMatchObject({ errors: {} })
  await said(`/report remove ${id}`)
})

test('a report whose channel Backroom was removed from is tried again, then its owner told why, and runs when they say so', async () => {
  const { db, jobs } = world.program.services
  const { sandbox } = world.program.workspace ?? {}
  const channel = sandbox?.store.channels.get('C0GENERAL')
  const mei = world.person('U0MEI')
  const id = await scheduled('customers every 4 hours #general category:tea')
  channel?.members.delete('U0BACKROOM')
  const before = mei.messages('general').filter(({ ephemeral }) => !ephemeral).length
  world.advance({ hours: 4 })
  for (const minutes of [0, 2, 6, 16, 31, 31, 31]) {
    world.advance({ minutes })
    await planReports(db, jobs, world.now())
    await world.settled()
    if (minutes === 0) expect(await said(`/report runs ${id}`)).toContain('failed once, will be tried again')
  }
  expect(mei.messages('general').filter(({ ephemeral }) => !ephemeral)).toHaveLength(before)
  const told = mei.messages('dm').filter(({ text }) => text.includes('could not be posted'))
  expect(told).toHaveLength(1)
  for (const words of [`Report ${id}, Customers`, 'category Tea', '/invite @Backroom'])
    expect(told[0]?.text).toContain(words)
  channel?.members.add('U0BACKROOM')
  await mei.click('Run now', { message: told[0] })
  await world.settled()
  const posted = mei.messages('general').filter(({ ephemeral, text }) => !ephemeral && text.startsWith('Customers'))
  expect(posted).toHaveLength(1)
  channel?.members.delete('U0BACKROOM')
  await said(`/report run ${id}`)
  await world.settled()
  await mei.command(`/report change ${id}`, { channel: 'approvals' })
  await mei.fill({ Channel: 'reports' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ errors: {} })
  world.advance({ minutes: 1 })
  await planReports(db, jobs, world.now())
  await world.settled()
  channel?.members.add('U0BACKROOM')
  expect(mei.messages('reports').filter(({ text }) => text.startsWith('Customers'))).toHaveLength(1)
  const runs = await said(`/report runs ${id}`)
  for (const words of ['failed', 'posted · by hand', '/invite @Backroom']) expect(runs).toContain(words)
  await said(`/report remove ${id}`)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})

test('a report cannot be scheduled for a channel that Slack does not have', async () => {
  expect(await said('/report schedule sales daily 08:00 <#C0NONE|gone>')).toContain('There is no channel #C0NONE')
})

test('nobody is reached as a channel who may not see a report', async () => {
  expect(await said('/report schedule sales daily 08:00 #U0SAM')).toContain('There is no channel #U0SAM')
  const dm = world.person('U0SAM').messages('dm')
  expect(await said('/report schedule sales daily 08:00 #D0U0SAM')).toContain('There is no channel #D0U0SAM')
  expect(world.person('U0SAM').messages('dm')).toEqual(dm)
})

test('what the shop scheduled about a merchant is not for that merchant to change', async () => {
  const id = await scheduled('refunds daily 05:30 #reports merchant:"Tea House"')
  expect(await said('/report schedules', 'U0WANG')).not.toContain('05:30')
  expect(await said(`/report remove ${id}`, 'U0WANG')).toContain(`没有编号为 ${id} 的定时报表`)
  await said('/report schedule refunds daily 05:40 #reports', 'U0WANG')
  expect(await said('/report schedules', 'U0WANG')).toContain('05:40')
  await said(`/report remove ${id}`)
})
