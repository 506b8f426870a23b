import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { planReports } from '../analytics/subscriptions/plan.ts'
import { startProgram } from '../bot/program.ts'
import { readEnvironment } from '../shop/environment.ts'
import { launchChromium, openTab } from './bot/browser.ts'
import { modules } from './pictures/list.ts'
import { laptop, type Picture, people, type Shop } from './pictures/picture.ts'

/**
 * Takes the pictures of docs/, those of each module in a shop of its own: the sandbox's generated one on a Wednesday
 * morning, the same each time. `npm run pictures` takes all, `npm run pictures -- stock order-card` those of a module and
 * those whose names begin so.
 */
const folder = new URL('../docs/pictures/', import.meta.url)
const morning = Temporal.Instant.from('2026-03-18T09:05+08:00').epochMilliseconds

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

const systemTime = Date.now.bind(Date)

async function openShop(): Promise<Shop> {
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

/** Takes those that are `wanted`; the others before them are gone through, since they lead there. */
async function take(browser: Browser, pictures: readonly Picture[], wanted: ReadonlySet<Picture>): Promise<void> {
  const shop = await openShop()
  try {
    for (const picture of pictures.slice(0, pictures.findLastIndex((one) => wanted.has(one)) + 1)) {
      const { name, as, at, on = {}, part, show, after } = picture
      const visit = { as: people[as], at, ahead: shop.ahead }
      const { page, faults } = await openTab(browser, shop.program.url, visit, { ...laptop, ...on })
      await tidy(page)
      await show(page, shop)
      await page.waitForTimeout(300)
      if (wanted.has(picture))
        await (part?.(page) ?? page).screenshot({ path: new URL(`${name}.png`, folder).pathname })
      await after?.(page)
      if (faults.length > 0) throw new Error(`the page failed in ${name}: ${faults.join('; ')}`)
      await page.context().close()
    }
    for (const refusal of shop.program.workspace?.sandbox.store.refusals ?? [])
      console.error('Slack would refuse', refusal)
  } finally {
    await shop.program.stop()
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
const browser = await launchChromium()
try {
  await mkdir(folder, { recursive: true })
  for (const [module, pictures] of Object.entries(modules)) {
    const asked = positionals.length === 0 || positionals.includes(module)
    const wanted = pictures.filter(({ name }) => asked || positionals.some((start) => name.startsWith(start)))
    if (wanted.length > 0) await take(browser, pictures, new Set(wanted))
  }
} finally {
  await browser.close()
}
