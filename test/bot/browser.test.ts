import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chartOf } from '../../analytics/charts/chart.ts'
import { configOf } from '../../analytics/charts/config.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { parsePeriod } from '../../analytics/reports/period.ts'
import { readReport } from '../../analytics/reports/read.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { toDecimal } from '../../shop/money.ts'
import { openWorld, type World } from '../world.ts'
import { launchChromium, messages, openTab, send } from './browser.ts'

let world: World
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  browser = await launchChromium()
  world = await openWorld({ on: 'pglite' })
  await world.settled()
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** A tab in which someone works. Whatever fails on its page is in `faults`. */
async function workAs(person: string, channel: string): Promise<Page> {
  const tab = await openTab(browser, world.program.url, { as: person, at: channel })
  tab.page.on('pageerror', (fault) => faults.push(String(fault)))
  return tab.page
}

/** The newest message of the open channel that shows these words. */
const message = (page: Page, words: string | RegExp) => messages(page).filter({ hasText: words }).last()

/** A delivered order with enough on it for a refund that one approver decides. */
const refundable = () =>
  world.program.database.db
    .selectFrom('orders')
    .select('number')
    .where('status', '=', 'delivered')
    .where('captured', '>', 100_00n)
    .where('refunded', '=', 0n)
    .where('refund_reserved', '=', 0n)
    .orderBy('placed_at', 'desc')
    .executeTakeFirstOrThrow()

/** The report that `/report sales 7d` is about, read by itself. */
async function salesOfSevenDays(): Promise<Report> {
  const today = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const window = parsePeriod('7d', today)
  if (!window.ok) throw new Error(window.code)
  const report = await readReport(world.program.database.db, { report: 'sales', window: window.value }, world.now())
  if (!report.ok) throw new Error(report.code)
  return report.value
}

test('a manager sees what runs low, and opens it', async () => {
  const mei = await workAs('U0MEI', 'C0GENERAL')
  await send(mei, '/stock low')
  const list = message(mei, 'Running low')
  await list.waitFor()
  expect(await list.textContent()).toContain('Only visible to you')
  // Each of the six says which of the two it is.
  const below = await list.getByText('Below the safety level').count()
  expect(below).toBeGreaterThanOrEqual(1)
  expect(below + (await list.getByText('At the minimum: no longer sold').count())).toBe(6)
  expect(await list.getByRole('button', { name: 'Open' }).count()).toBe(6)
  await list.getByRole('button', { name: 'Open' }).first().click()
  await message(mei, 'On hand').getByRole('button', { name: 'Adjust stock' }).waitFor()
})

test('support requests a refund, an approver approves it, the order shows that it succeeded', async () => {
  const { number } = await refundable()
  const sam = await workAs('U0SAM', 'C0GENERAL')
  await send(sam, `/order ${number}`)
  await message(sam, `Order ${number}`).getByRole('button', { name: 'Refund…' }).click()
  const form = sam.getByRole('dialog', { name: 'Refund' })
  await form.getByLabel('Amount').fill('60')
  await form.getByLabel('Reason').fill('Box crushed in transport')
  await form.getByRole('button', { name: 'Update the dry run' }).click()
  await form.getByText('¥60.00', { exact: true }).first().waitFor()
  expect(await form.getByLabel('Reason').inputValue()).toBe('Box crushed in transport')
  await form.getByRole('button', { name: 'Request refund' }).click()
  await form.waitFor({ state: 'hidden' })

  const tom = await workAs('U0TOM', 'C0APPROVALS')
  const prompt = message(tom, `Refund ${number}-R1`)
  await prompt.getByRole('button', { name: 'Approve', exact: true }).click()
  const confirm = tom.getByRole('dialog', { name: 'Approve this refund?' })
  expect(await confirm.textContent()).toContain('¥60.00')
  await confirm.getByRole('button', { name: 'Approve' }).click()
  await messages(tom).getByText('The money went back').waitFor()
  expect(await message(tom, 'The money went back').textContent()).toContain('Approved by @Tom Baker')

  await send(sam, `/order ${number}`)
  const card = message(sam, 'went back')
  await card.waitFor()
  expect(await card.textContent()).toMatch(new RegExp(`${number}-R1 ?¥60.00 +succeeded`))
})

test('the chart of a report is loaded, and draws the figures of the report', async () => {
  const mei = await workAs('U0MEI', 'C0GENERAL')
  await send(mei, '/report sales 7d')
  const picture = messages(mei).locator('.blocks img').last()
  await picture.waitFor()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(1000)
  const bytes = await picture.evaluate(async (image: HTMLImageElement) => [
    ...new Uint8Array(await (await fetch(image.src)).arrayBuffer()),
  ])

  const report = await salesOfSevenDays()
  const chart = chartOf(report, 'en')
  const drawn = configOf(chart).data.datasets.map(({ data }) => data)
  const sales = report.series.map(({ total_sales }) => Number(toDecimal(BigInt(total_sales ?? 0n), report.currency)))
  const orders = report.series.map(({ orders_placed }) => Number(orders_placed))
  expect(drawn).toContainEqual(sales)
  expect(drawn).toContainEqual(orders)
  expect(Buffer.from(bytes).equals(await renderChart(chart))).toBe(true)

  const total = Number(toDecimal(BigInt(report.totals.total_sales ?? 0n), report.currency))
  expect(sales.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(total, 2)
  const row = message(mei, 'This period').getByRole('row', { name: /^Total sales/ })
  const shown = (await row.getByRole('cell').nth(1).textContent()) ?? ''
  expect(Number(shown.replace(/[¥,]/g, ''))).toBeCloseTo(total, 2)
})

test('nothing failed on the page, and nothing was sent that Slack would refuse', () => {
  expect(faults).toEqual([])
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
