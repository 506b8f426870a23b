import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chartOf } from '../../analytics/charts/chart.ts'
import { businessGauges } from '../../analytics/gauges.ts'
import { readReport } from '../../analytics/reports/read.ts'
import { readElsewhere } from '../../db/replica.ts'
import { demand } from '../../shop/result.ts'
import { writeOrder } from '../analytics/orders.ts'
import { expectedGauges, makeItHappen } from './gauges.ts'
import { openedWorld } from './opened-world.ts'
import { scrape } from './scrape.ts'

const { world, said } = await openedWorld()

test('sales of seven days come at once with their change, and the chart follows', async () => {
  const mei = world.person('U0MEI')
  const { shown } = await mei.command('/report sales 7d')
  expect(shown?.text).toContain('Today is not over yet')
  for (const words of ['Total sales', 'Average order value', 'Period before', 'Days are those of Asia/Shanghai'])
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
  expect(await said('/report promotions 30d', 'U0WANG')).toContain('只有全店数据，不能按单个商家查看')
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
    'category Tea · paid by Alipay',
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
  expect(await said('/report schedule stock daily 07:00 #reports region:CN')).toContain('not made of one region')
  expect(await said('/report schedule sales daily 07:10 #reports category:teh')).toContain('no category “teh”')
  await mei.command('/report schedule')
  await mei.fill({ 'Only of one region': 'atlantis' })
  await mei.submit()
  expect(mei.modal?.errors).toEqual({ region: expect.stringContaining('No order is of the region “atlantis”') })
  await mei.closeModal()
})

test('of a time before goods were counted nothing is said of stock, and of one in which they began to be what there is since', async () => {
  const { db } = world.program.services
  const today = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const read = async (from: number, to: number) => {
    const window = { from: today.subtract({ days: from }), to: today.subtract({ days: to }) }
    return demand(await readReport(db, { report: 'stock', window }, world.now()))
  }
  const before = await read(60, 50)
  expect([before.totals.on_hand, before.totals.out_of_stock, before.series[0]?.stock_value]).toEqual([null, null, null])
  expect(chartOf(before, 'en').title).toBe('Stock was not counted yet')
  const { totals, series } = await read(29, 0)
  expect(series.map(({ on_hand }) => on_hand).findIndex((one) => one !== null)).toBeGreaterThan(5)
  expect(series.at(-1)?.on_hand).toBe(totals.on_hand)
})

test('how many goods run out is counted of all, however few are shown', async () => {
  const { db } = world.program.services
  const today = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const read = async (limit: number) =>
    demand(await readReport(db, { report: 'stock', window: { from: today, to: today }, limit }, world.now()))
  const { rows } = await read(1_000)
  const few = rows.filter(({ figures: of }) => (of.available ?? 0n) > 0n && (of.days_of_cover ?? 7) < 7)
  expect(few.length).toBeGreaterThan(0)
  expect((await read(1)).totals.running_out).toBe(BigInt(few.length))
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
  ['payments for merchant tea house', 'not made of one merchant'],
  ['sales for merchant nobody at all', 'nobody at all'],
  ['sale', 'Did you mean sales'],
])('`%s` is refused with what is allowed', async (text, words) => {
  expect(await said(`/report ${text}`)).toMatch(words)
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
