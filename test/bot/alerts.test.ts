import { describe, expect, test } from 'vitest'
import { planAlerts } from '../../analytics/alerts/plan.ts'
import { openedWorld } from './opened-world.ts'

const { world, said } = await openedWorld()
const posts = () =>
  world
    .person('U0MEI')
    .messages('reports')
    .filter(({ text }) => /low|库存偏低/.test(text))

/** Lets both planners of two programs beat, and waits for what they post. */
async function beat(): Promise<void> {
  const { db, jobs } = world.program.services
  await Promise.all([planAlerts(db, jobs, world.now()), planAlerts(db, jobs, world.now())])
  await world.settled()
}

/** Has more goods, or fewer, than are allowed to be low. */
const highest = async (value: number) => {
  const bound = JSON.stringify({ name: 'threshold', side: 'above', value })
  await world.program.services.db.updateTable('alert_rules').set({ bound }).where('preset', '=', 'low_stock').execute()
}

describe('the shipped alerts', () => {
  test('are there from the start, in the reader’s language, and tell nothing of an ordinary shop', async () => {
    const list = await said('/alert')
    for (const name of [
      'Many goods run low',
      'Shipments are late',
      'Payments fail',
      'Much is refunded',
      'Customers wait',
    ])
      expect(list).toContain(name)
    expect(list).toContain('not looked at yet')
    expect(await said('/alert list', 'U0ZHAO')).toContain('多种商品库存偏低')
  })

  test('post once with the figure, its rule and what to do, say in the thread that it is over, and are redrawn', async () => {
    const mei = world.person('U0MEI')
    await highest(0)
    await beat()
    const [post, ...more] = posts()
    expect(more).toEqual([])
    expect(post?.text).toMatch(/Many goods run low.*\d.*tells when above 0/s)
    expect(post?.buttons).toEqual(['Open the report', 'Snooze 1 hour', 'Until tomorrow', 'Mute'])
    await mei.click('Open the report', { message: post })
    await mei.sees('Running low', { channel: 'reports' })
    await mei.click('Snooze 1 hour', { message: post })
    await world.settled()
    expect(posts()[0]?.text).toContain('Snoozed until')
    world.advance({ minutes: 70 })
    await beat()
    expect(mei.messages('reports', post?.ts).at(-1)?.text).toContain('Still so')
    await highest(1000)
    world.advance({ minutes: 6 })
    await beat()
    expect(posts()[0]?.text).toMatch(/Back in bounds/)
    expect(posts()[0]?.buttons).toEqual(['Open the report'])
    expect(mei.messages('reports', post?.ts).at(-1)?.text).toContain('Back in bounds')
    expect(await said('/alert history')).toMatch(/Many goods run low.*back in bounds/s)
    expect(await said('/alert history 1', 'U0ZHAO')).toMatch(/多种商品库存偏低.*恢复正常/s)
  })

  test('are muted from their message in the channel’s language, and can be unmuted there', async () => {
    await said('/settings set channel.alerts.language zh-CN')
    await highest(0)
    world.advance({ hours: 25 })
    await beat()
    const post = posts().at(-1)
    expect(post?.buttons).toContain('静音')
    await world.person('U0ZHAO').click('静音', { message: post })
    await world.settled()
    expect(posts().at(-1)?.text).toContain('被静音')
    expect(await said('/alert 1')).toContain('muted by')
    await world.person('U0ZHAO').click('取消静音', { message: posts().at(-1) })
    expect(await said('/alert 1')).not.toContain('muted by')
    expect(await said('/alert unmute 1')).toContain('nothing has changed')
  })

  test('are snoozed by hand until they are unmuted; a muted one is not snoozed beside that', async () => {
    const mei = world.person('U0MEI')
    expect(await said('/alert snooze 2 1h')).toContain('snoozed until')
    await mei.command('/alert 2')
    await mei.click('End the snooze')
    expect(await said('/alert 2')).not.toContain('snoozed until')
    await said('/alert snooze 2 tomorrow')
    expect(await said('/alert unmute 2')).not.toMatch(/snoozed until|nothing has changed/)
    await said('/alert mute 2')
    expect(await said('/alert snooze 2 1h')).toBe(
      'Alert 2 is muted already: it tells nothing at all. /alert unmute 2 lets it tell again.',
    )
    await said('/alert unmute 2')
  })
})

describe('an own alert', () => {
  test('is made and changed in a form, tried on the past, and removed', async () => {
    const mei = world.person('U0MEI')
    await mei.command('/alert new')
    await mei.fill(
      { figure: 'Sales: Orders', window: 'yesterday', when: 'is above a value', value: 'many' },
      { in: 'modal' },
    )
    expect((await mei.submit()).errors).toMatchObject({ value: expect.stringContaining('“many” is no value') })
    await mei.fill({ value: '1', name: '<Busy> days', channel: 'general', rearm: '1 hour' }, { in: 'modal' })
    await mei.submit()
    await mei.sees('Busy')
    const id = /(\d+) +<?&?l?t?;?<Busy/.exec(await said('/alert list'))?.[1] ?? '6'
    expect(await said(`/alert ${id}`)).toMatch(/tells when above 1.*Posts to .*general/s)
    expect(await said(`/alert test ${id} 30`)).toMatch(/It would have fired (once|\d+ times)/)
    expect(await said(`/alert test ${id} 30`, 'U0ZHAO')).toMatch(/会触发 \d+ 次/)
    await mei.command(`/alert edit ${id}`)
    expect(mei.modal?.fields.find(({ label }) => label === 'Value')?.value).toBe('1')
    await mei.fill({ when: 'is out of its usual band', value: '' }, { in: 'modal' })
    await mei.submit()
    expect(await said(`/alert ${id}`)).toContain('out of its usual band')
    expect(await said(`/alert snooze ${id} tomorrow`)).toContain('snoozed until')
    expect(await said(`/alert remove ${id}`)).toContain('Removed: <Busy> days')
    expect(await said(`/alert ${id}`)).toContain(`no alert ${id}`)
  })

  test('does not change by a form that is saved as it opened', async () => {
    const mei = world.person('U0MEI')
    const shipped = ['1', '2', '3', '4', '5']
    for (const id of shipped) {
      await mei.command(`/alert edit ${id}`)
      await mei.submit()
    }
    await mei.sees('nothing has changed')
    const changes = world.program.services.db.selectFrom('audit_log').where('action', '=', 'alert.changed')
    expect(await changes.where('subject', 'in', shipped).select('subject').execute()).toEqual([])
  })

  test('of a merchant goes to its owner and has only figures of its own; who has none is told so', async () => {
    const wang = world.person('U0WANG')
    await wang.command('/alert new')
    expect(wang.modal?.fields.map(({ label }) => label)).not.toContain('只看商家')
    await wang.fill({ figure: 'sales.units', window: 'today', when: 'threshold.below', value: '9' }, { in: 'modal' })
    await wang.submit()
    await beat()
    expect(wang.messages('dm').at(-1)?.text).toContain('低于 9 时提醒')
    expect(wang.messages('dm').at(-1)?.text).toMatch(/商家 \S+ /)
    const mei = world.person('U0MEI')
    await mei.command('/alert 7')
    await mei.click('Open the report')
    await mei.sees(/As of .*merchant Beijing Paper/)
    const own = await said('/alert list', 'U0WANG')
    expect(own).not.toContain('退款偏多')
    expect(own).toContain('直接发给创建者')
    expect(await said('/alert list', 'U0SAM')).toContain('only figures of your own')
    expect(await said('/alert mute 1', 'U0TOM')).toContain('“set up and silence alerts”')
  })

  test('of a merchant tells nothing more to an owner whose role was taken, also of what it has told before', async () => {
    const wang = world.person('U0WANG')
    const post = wang.messages('dm').at(-1)
    await said('/team take @wang merchant', 'U0ANA')
    const bound = JSON.stringify({ name: 'threshold', side: 'above', value: 1e6 })
    const { db } = world.program.services
    await db.updateTable('alert_rules').set({ bound, evaluated_at: null }).where('owner', '=', 'U0WANG').execute()
    await beat()
    expect(await said('/alert history')).toMatch(/Sales: Units[^🔔]*merchant[^🔔]*back in bounds/u)
    expect(wang.messages('dm').find(({ ts }) => ts === post?.ts)?.text).toBe(post?.text)
    expect(wang.messages('dm', post?.ts).map(({ text }) => text)).toEqual([post?.text])
    await said('/team give @wang merchant', 'U0ANA')
  })

  test.each([
    ['snooze 1 later', 'is no time'],
    ['snooze 1', '/alert snooze 1 1h or /alert snooze 1 tomorrow'],
    ['test 4 999', 'from 1 to 366'],
    ['test 3 90', 'from 1 to 31, as in /alert test 3 31'],
    ['test 3 many', '/alert test 3 31'],
    ['test 1', 'cannot be tried'],
    ['mute 99', 'no alert 99'],
    ['ten', 'no alert ten'],
  ])('`/alert %s` is refused with what is allowed', async (text, words) => {
    expect(await said(`/alert ${text}`)).toContain(words)
  })
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
