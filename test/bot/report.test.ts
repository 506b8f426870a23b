import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chartOf } from '../../analytics/charts/chart.ts'
import { businessGauges } from '../../analytics/gauges.ts'
import { readReport } from '../../analytics/reports/read.ts'
import { planReports } from '../../analytics/subscriptions/plan.ts'
import { listSubscriptions } from '../../analytics/subscriptions/subscription.ts'
import { readElsewhere } from '../../db/replica.ts'
import { writeOrder } from '../analytics/orders.ts'
import { openWorld, type World } from '../world.ts'
import { expectedGauges, makeItHappen } from './gauges.ts'
import { scrape } from './scrape.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''

/** Schedules what was written, and gives its number. */
async function scheduled(written: string): Promise<string> {
  expect(await said(`/report schedule ${written}`)).toContain('Scheduled')
  return (await listSubscriptions(world.program.services.db)).at(-1)?.id ?? ''
}

test('sales of seven days come at once with their change, and the chart follows', async () => {
  const mei = world.person('U0MEI')
  const { shown } = await mei.command('/report sales 7d')
  expect(shown?.text).toContain('Today is not over yet')
  for (const words of ['Total sales', 'Average order value', 'Period before', 'time zone Asia/Shanghai'])
    expect(shown?.text).toContain(words)
  await mei.waitFor(
    () => mei.ephemerals(mei.channel).some(({ blocks }) => blocks.some(({ type }) => type === 'image')),
    10_000,
  )
  expect(mei.messages('dm').at(-1)?.files[0]?.ready).toBe(true)
})

test('Prometheus reads how the shop does: as the reports have it, and anew after a quarter of a minute', async () => {
  const { url, services } = world.program
  const readAtFirst = await scrape(url)
  const at = world.now().add({ seconds: 15 })
  await makeItHappen(services.db, at)
  const readTooSoon = await scrape(url)
  world.advance({ seconds: 15 })
  const expected = await expectedGauges(services.db, world.now())
  for (const name of Object.keys(expected).filter((name) => !/uncounted|low|conversations/.test(name)))
    expect([name, expected[name]]).toEqual([name, expect.toSatisfy((value: number) => value > 0)])
  const gauges = ([name]: [string, number]) => name in expected
  expect(Object.entries(readTooSoon).filter(gauges)).toEqual(Object.entries(readAtFirst).filter(gauges))
  const read = await scrape(url)
  expect(read).toMatchObject(expected)
  const docs = readFileSync('docs/metrics.md', 'utf8')
  expect(businessGauges.filter(({ name }) => !docs.includes(`\`backroom_${name}\``))).toEqual([])
  // Of a shop without a replica there is no such figure.
  expect(Object.keys(read).filter((name) => /gauge_failures|replica/.test(name))).toEqual([])
  readElsewhere(services.db, services.db)
  await writeOrder(services.db, { number: 'G2', at: String(at.subtract({ hours: 1 })), lines: [{ price: 1n }] })
  world.advance({ seconds: 15 })
  const later = await scrape(url)
  expect(later.backroom_uncounted_seconds).toBeGreaterThanOrEqual(3600)
  expect(later.backroom_replica_behind_seconds).toBe(0)
})

test.each([
  ['products', ['Days of cover', 'By category', 'Average rating'], '按分类'],
  ['orders', ['Late deliveries', 'Where they stand now', 'awaiting payment'], '当前状态'],
  ['refunds', ['Refund rate', 'Reason', 'Paid back, half within'], '退款率'],
  ['stock', ['Below safety', 'What was booked', 'Days of cover'], '低于安全库存'],
  ['merchants', ['Return rate', 'Sent late', 'Tea House'], '延迟发货率'],
  ['overview', ['Total sales', 'Value at price', 'Period before'], '库存金额'],
  ['customers', ['Repeat rate', 'First order', 'Period before'], '复购率'],
])(
  '`%s` of thirty days come with their tables, in the reader’s language, and a merchant’s own',
  async (name, words, chinese) => {
    const text = await said(`/report ${name} 30d`)
    for (const word of words) expect(text).toContain(word)
    expect(await said(`/report ${name} 30d`, 'U0ZHAO')).toContain(chinese)
    const own = await said(`/report ${name} 30d`, 'U0WANG')
    expect(own).toMatch(/商家/)
    expect(own).toContain(chinese)
    expect(await said(`/report schedule ${name} monthly 28 23:59 #approvals`)).toContain('on day 28')
  },
)

test('what promotions cost is the whole shop’s, and anything stands beside last year where that is asked for', async () => {
  const text = await said('/report promotions 30d')
  for (const word of ['Discount given', 'Club days', 'FRIENDS15', 'Used of its limit']) expect(text).toContain(word)
  expect(await said('/report promotions 30d', 'U0WANG')).toContain('不能按单个商家筛选')
  const beside = await said('/report sales 7d vs last year')
  for (const word of ['A year before', 'Compared with', 'the same dates a year ago']) expect(beside).toContain(word)
  expect(await said('/report sales 2020-01-01..2023-12-31 vs last year')).toContain('Ask for a year at most')
  expect(await said('/report sales 2y')).not.toContain('Compare with last year')
})

test('a question keeps its table, year and merchant from button to button, and who sees only their own asks of no other', async () => {
  const mei = world.person('U0MEI')
  const first = await said('/report sales for merchant tea house by category 7d vs last year by week')
  for (const word of ['Category', 'A year before', 'merchant Hangzhou Tea House']) expect(first).toContain(word)
  // What was asked for earlier may come meanwhile.
  const answered = (...words: string[]) =>
    mei.waitFor(() => mei.ephemerals('general').find(({ text }) => words.every((word) => text.includes(word))), 10_000)
  await mei.click('30 days')
  await answered('Category', 'A year before', 'merchant Hangzhou Tea House')
  await mei.click('Compare with the period before')
  const shown = await answered('Category', 'Period before', 'merchant Hangzhou Tea House')
  expect(JSON.stringify(shown.blocks)).toContain('by week by category vs last year for merchant')
  await mei.click('XLSX')
  await mei.waitFor(
    () => mei.messages('dm').some(({ files }) => files.some(({ name, ready }) => ready && name.endsWith('.xlsx'))),
    10_000,
  )
  expect(await said('/report export pdf sales')).toContain('There are: csv, xlsx')
  expect(await said('/report sales by merchant')).toContain('Sent late')
  const own = /商家 ([^·\n]+)/.exec(await said('/report sales 7d', 'U0WANG'))?.[1]
  expect(await said(`/report 销售 30天 商家 “${own}”`, 'U0WANG')).toContain(`商家 ${own}`)
  expect(await said('/report sales for merchant tea house', 'U0WANG')).toContain('不是您代表的商家')
})

test('figures of one category, region and method say so, keep it from button to button, and are scheduled so', async () => {
  const mei = world.person('U0MEI')
  const { db } = world.program.services
  await db.updateTable('orders').set({ region: 'CN-31' }).where('customer_id', 'like', '%1%').execute()
  const first = await said('/report sales for category tea region:cn for method Alipay 30d')
  for (const word of ['category Tea', 'region cn', 'paid by Alipay', 'Total sales']) expect(first).toContain(word)
  await mei.click('7 days')
  const shown = await mei.waitFor(
    () =>
      mei.ephemerals('general').find(({ text }) => text.includes('category Tea') && !text.includes('is being drawn')),
    10_000,
  )
  expect(JSON.stringify(shown.blocks)).toContain('for category \\"tea\\" for region \\"cn\\" for method \\"alipay\\"')
  expect(await said('/report 销售 分类：茶叶', 'U0WANG')).toMatch(/商家 .*分类 茶叶/s)
  expect(await said('/report schedule sales daily 07:00 #reports category:tea method:alipay')).toContain(
    'category tea · paid by Alipay',
  )
  const secret = { region: 'CN-SECRET-9', customer_id: 'nobody' }
  const others = db
    .selectFrom('order_items')
    .select('order_number')
    .where('merchant_id', '=', 'shenzhen-audio')
    .limit(1)
  await db.updateTable('orders').set(secret).where('number', 'in', others).execute()
  for (const asked of [
    '/report sales region:CN-SECRET-8',
    '/report schedule sales daily 07:00 #reports region:CN-SECRET-8',
  ])
    expect(await said(asked, 'U0WANG')).not.toContain('SECRET-9')
  expect(await said('/report sales region:CN-SECRET-8')).toContain('SECRET-9')
  expect(await said('/report schedule stock daily 07:00 #reports region:CN')).toContain(
    'cannot be narrowed to one region',
  )
  expect(await said('/report schedule sales daily 07:10 #reports category:teh')).toContain('no category “teh”')
  await mei.command('/report schedule')
  await mei.fill({ 'Only of one region': 'atlantis' })
  await mei.submit()
  expect(mei.modal?.errors).toEqual({ region: expect.stringContaining('No order is of the region “atlantis”') })
  await mei.closeModal()
})

test('what a report counts as late is listed, as many as it counts', async () => {
  const mei = world.person('U0MEI')
  const { db } = world.program.services
  const [before, after] = [world.now().subtract({ hours: 1 }), world.now().subtract({ hours: 72 })]
  const some = (status: string) =>
    db.selectFrom('orders').select('number').where('status', '=', status).orderBy('number').limit(2)
  const late = { status: 'paid', ship_by: before, ship_promised_at: null } as const
  await db.updateTable('orders').set(late).where('number', 'in', some('processing')).execute()
  const overdue = { estimated_delivery_at: after, delivered_at: null }
  await db.updateTable('orders').set(overdue).where('number', 'in', some('shipped')).execute()
  await db.updateTable('orders').set({ estimated_delivery_at: null }).where('status', '!=', 'shipped').execute()
  const arrived = { estimated_delivery_at: after, delivered_at: before }
  await db.updateTable('orders').set(arrived).where('number', 'in', some('delivered')).execute()
  for (const which of ['late shipments', 'overdue deliveries', 'late deliveries']) {
    const [label = '', count] = new RegExp(`Show the (\\d+) ${which}`).exec(await said('/report orders 365d')) ?? []
    await mei.click(label)
    const list = await mei.waitFor(() =>
      mei
        .ephemerals(mei.channel)
        .find(({ text: of }) => of.startsWith('Orders: late:') && of.split('[Open]').length > Number(count)),
    )
    expect(list.text.match(/\[Open\]/g), which).toHaveLength(Number(count))
  }
  const low = /Show the (?:(\d+) )?products? below safety/.exec(await said('/report stock 30d'))
  await mei.click(low?.[0] ?? 'Show the products below safety')
  await mei.waitFor(() => mei.ephemerals(mei.channel).find(({ text: of }) => of.includes('below')))
})

test('the chart draws the figures of the report', async () => {
  const today = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const window = { from: today.subtract({ days: 6 }), to: today }
  const report = await readReport(world.program.services.db, { report: 'sales', window }, world.now())
  if (!report.ok) throw new Error(report.code)
  const chart = chartOf(report.value, 'en')
  const sales = chart.series.find(({ axis, shape }) => axis === 'money' && shape === 'bars')
  const orders = chart.series.find(({ axis }) => axis === 'count')
  expect(sales?.values).toEqual(report.value.series.map((point) => Number(point.total_sales) / 100))
  expect(orders?.values).toEqual(report.value.series.map((point) => Number(point.orders_placed)))
})

test.each([
  ['sales 2026-13-01', 'is no date'],
  ['sales 2026-02-01..2026-01-01', 'ends before it begins'],
  ['sales 2999-01-01', 'yet to come'],
  ['sales 99999d', /at most|no period|from 1973/],
  ['sales 7d please', 'did not understand “please”'],
  ['sales by categry', 'Did you mean by category'],
  ['payments by category', 'no table by category'],
  ['payments for merchant tea house', 'cannot be narrowed to one merchant'],
  ['sales for merchant nobody at all', 'nobody at all'],
  ['sale', 'Did you mean sales'],
])('`%s` is refused with what is allowed', async (text, words) => {
  expect(await said(`/report ${text}`)).toMatch(words)
})

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
  for (const words of [`Report ${id}, Customers`, 'category tea', '/invite @Backroom'])
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

test('a merchant sees and schedules only their own figures; support has none of its own', async () => {
  expect(await said('/report sales 30d', 'U0WANG')).toContain('商家')
  expect(await said('/report payments 30d', 'U0WANG')).not.toContain('Alipay')
  expect(await said('/report sales 7d', 'U0SAM')).toContain('only figures of your own')
  expect(await said('/report sales 7d', 'U0VERA')).toContain('“see reports”')
})

test('nothing that was shown is anything that Slack would refuse', () => {
  const refused = world.program.workspace?.sandbox.store.refusals ?? []
  expect(refused.filter(({ error }) => error !== 'not_in_channel')).toEqual([])
})

test('a report cannot be scheduled for a channel that Slack does not have', async () => {
  expect(await said('/report schedule sales daily 08:00 <#C0NONE|gone>')).toContain('There is no channel #C0NONE')
})
