import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pino from 'pino'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { planReports } from '../analytics/subscriptions/plan.ts'
import { type Program, startProgram } from '../bot/program.ts'
import { readEnvironment } from '../shop/environment.ts'
import { launchChromium, messages, openTab, send } from './bot/browser.ts'

/**
 * Takes the pictures of docs/: the sandbox's generated shop on a Wednesday morning, the same each time.
 * `npm run pictures` takes all, `npm run pictures -- order-card phone` those whose names begin so.
 */
const folder = new URL('../docs/pictures/', import.meta.url)
const morning = Temporal.Instant.from('2026-03-18T09:05+08:00').epochMilliseconds

const people = { mei: 'U0MEI', tom: 'U0TOM', ana: 'U0ANA', lin: 'U0LIN', sam: 'U0SAM', wang: 'U0WANG', zhao: 'U0ZHAO' }
const laptop = { viewport: { width: 1280, height: 800 } }
const tall = { viewport: { width: 1280, height: 1200 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
const dark = { colorScheme: 'dark' as const }

interface Picture {
  name: string
  as: keyof typeof people
  at: 'C0GENERAL' | 'C0APPROVALS' | 'C0STOCK' | 'C0REPORTS' | 'home'
  on?: BrowserContextOptions
  /** Brings the page to what is to be seen. */
  show(page: Page, shop: Shop): Promise<unknown>
  /** What is done next, for later pictures. */
  after?(page: Page): Promise<unknown>
}

interface Shop {
  program: Program
  /** How far its clock is ahead of the system's. */
  ahead: number
  /** An order that was delivered and can be refunded. */
  order: string
}

const answer = (page: Page) => messages(page).last()
const press = (page: Page, name: string) => answer(page).getByRole('button', { name, exact: true }).first().click()
/** Until the last message shows this. */
const shown = (page: Page, text: string | RegExp) => answer(page).getByText(text).first().waitFor()

const ask = (text: string, until: string | RegExp) => async (page: Page) => {
  await send(page, text)
  await shown(page, until)
}

/** Takes away what earlier pictures left to this person: a form, and what only they see. */
async function tidy(page: Page): Promise<void> {
  const form = page.locator('dialog.modal header .icon-button').last()
  if (await form.isVisible()) await form.click()
  await form.waitFor({ state: 'hidden' })
  const links = page.locator('.only-you .link')
  for (let left = await links.count(); left > 0; left--) {
    await links.first().click()
    await links.nth(left - 1).waitFor({ state: 'detached' })
  }
}

async function openRefund(page: Page, text: string): Promise<void> {
  await send(page, `/refund ${text}`)
  await page.locator('dialog.modal .header').waitFor()
}

/** In this order: what one does the next may show. */
const pictures: Picture[] = [
  { name: 'home', as: 'mei', at: 'home', show: (page) => page.getByText('What waits').waitFor() },
  { name: 'home-zh', as: 'zhao', at: 'home', show: (page) => page.locator('.home .actions').last().waitFor() },
  { name: 'stock-low', as: 'mei', at: 'C0GENERAL', show: ask('/stock low', 'Running low') },
  {
    name: 'stock-card',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/stock low', 'Running low')(page)
      await press(page, 'Open')
      await shown(page, 'Adjust stock')
    },
  },
  {
    name: 'stock-adjust',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/stock low', 'Running low')(page)
      await press(page, 'Open')
      await press(page, 'Adjust stock')
      await page.getByLabel('Change').fill('+40')
      await page.getByLabel('Reason').fill('Delivery of this morning')
    },
  },
  { name: 'stock-alerts', as: 'mei', at: 'C0STOCK', show: (page) => shown(page, 'Low since') },
  {
    name: 'refund-form',
    as: 'sam',
    at: 'C0GENERAL',
    on: { viewport: { width: 1280, height: 1010 } },
    show: (page, { order }) => openRefund(page, `${order} 60 Box crushed in transport`),
    async after(page) {
      await page.getByRole('button', { name: 'Request refund' }).click()
      await shown(page, 'waiting for a decision')
    },
  },
  {
    name: 'approval',
    as: 'tom',
    at: 'C0APPROVALS',
    show: (page) => messages(page).getByText('waiting for a decision').first().waitFor(),
  },
  {
    name: 'refund-confirm',
    as: 'tom',
    at: 'C0APPROVALS',
    async show(page) {
      await press(page, 'Approve')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'refund-decided',
    as: 'tom',
    at: 'C0APPROVALS',
    async show(page) {
      await press(page, 'Approve')
      await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
      await messages(page).getByText('The money went back').first().waitFor()
    },
  },
  {
    name: 'order-card',
    as: 'sam',
    at: 'C0GENERAL',
    on: tall,
    show: (page, { order }) => ask(`/order ${order}`, 'Timeline')(page),
  },
  {
    name: 'order-card-zh',
    as: 'lin',
    at: 'C0GENERAL',
    on: tall,
    show: (page, { order }) => ask(`/order ${order}`, '时间线')(page),
  },
  { name: 'refund-pending', as: 'tom', at: 'C0GENERAL', show: ask('/refund pending', 'Refunds that wait') },
  { name: 'report-sales', as: 'mei', at: 'C0GENERAL', on: tall, show: report('/report sales 7d') },
  { name: 'report-sales-zh', as: 'zhao', at: 'C0GENERAL', on: { ...tall, ...dark }, show: report('/report sales 7d') },
  { name: 'report-payments', as: 'mei', at: 'C0GENERAL', on: tall, show: report('/report payments 30d') },
  { name: 'report-scheduled', as: 'mei', at: 'C0REPORTS', on: tall, show: (page) => chart(page) },
  {
    name: 'report-schedules',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/report schedule payments weekly mon 08:30 #general', 'Scheduled:')(page)
      await ask('/report list', 'Scheduled reports')(page)
    },
  },
  { name: 'settings', as: 'mei', at: 'C0GENERAL', on: tall, show: ask('/settings list', 'Change one') },
  {
    name: 'settings-form',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await send(page, '/settings set refund.automatic_up_to')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'settings-changed',
    as: 'mei',
    at: 'C0GENERAL',
    on: dark,
    show: ask('/settings set refund.automatic_up_to 80 -- fewer small ones', 'fewer small ones'),
  },
  { name: 'help', as: 'mei', at: 'C0GENERAL', on: tall, show: ask('/backroom help', 'What you can do here') },
  { name: 'help-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/backroom help', '/backroom') },
  {
    name: 'phone-approval',
    as: 'tom',
    at: 'C0APPROVALS',
    on: phone,
    show: (page) => messages(page).first().waitFor(),
  },
  {
    name: 'phone-refund-zh',
    as: 'lin',
    at: 'C0GENERAL',
    on: phone,
    show: (page, { order }) => openRefund(page, `${order} 20 包装破损`),
  },
]

/** Until every image of the place is loaded. */
async function chart(page: Page): Promise<void> {
  await page.locator('#main .blocks img').last().waitFor()
  await page.waitForFunction(() => [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth))
}

function report(text: string): Picture['show'] {
  return async (page) => {
    await send(page, text)
    await chart(page)
  }
}

async function openShop(): Promise<Shop> {
  const systemTime = Date.now.bind(Date)
  const ahead = morning - systemTime()
  // The clock of the whole process: Backroom's, and the one by which the sandbox stamps messages.
  Date.now = () => systemTime() + ahead
  const environment = readEnvironment({ PORT: '0', DATA_DIR: 'memory://' })
  if (!environment.ok) throw new Error(environment.code)
  const program = await startProgram(environment.value, { heartbeat: false, logger: pino({ level: 'error' }) })
  const { db } = program.database
  await planReports(db, program.queue, Temporal.Instant.fromEpochMilliseconds(morning))
  while ((await program.queue.pending()) > 0) await sleep(50)
  const { number } = await db
    .selectFrom('orders')
    .select('number')
    .where('status', '=', 'delivered')
    .where('refund_reserved', '=', 0n)
    .where('refunded', '=', 0n)
    .where('captured', '>', 100_00n)
    .where('captured', '<', 400_00n)
    .orderBy('placed_at', 'desc')
    .executeTakeFirstOrThrow()
  return { program, ahead, order: number }
}

const { positionals: wanted } = parseArgs({ allowPositionals: true })
const chosen = pictures.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
const shop = await openShop()
const browser = await launchChromium()
try {
  await mkdir(folder, { recursive: true })
  for (const picture of pictures) {
    const { name, as, at, on = {}, show, after } = picture
    const visit = { as: people[as], at, ahead: shop.ahead }
    const { page, faults } = await openTab(browser, shop.program.url, visit, { ...laptop, ...on })
    await tidy(page)
    await show(page, shop)
    await page.waitForTimeout(300)
    if (chosen.includes(picture)) await page.screenshot({ path: new URL(`${name}.png`, folder).pathname })
    await after?.(page)
    if (faults.length > 0) throw new Error(`the page failed in ${name}: ${faults.join('; ')}`)
    await page.context().close()
  }
  for (const refusal of shop.program.workspace?.sandbox.store.refusals ?? [])
    console.error('Slack would refuse', refusal)
} finally {
  await browser.close()
  await shop.program.stop()
}
