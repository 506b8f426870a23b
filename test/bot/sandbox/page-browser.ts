import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { SandboxPerson } from '../../../bot/sandbox/model.ts'
import type { Sandbox } from '../../../bot/sandbox/workspace.ts'

const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

let browser: Browser

/** One headless Chromium for the tests of a file. */
export function startBrowser(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: args.split(' ') })
  })
  afterAll(() => browser.close())
}

/** A tab on the sandbox's page, acting as a person. Any error on the page fails the test. */
export async function openTab(
  { publicUrl }: Sandbox,
  person: SandboxPerson,
  at = 'C0OPS',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(String(fault)))
  page.setDefaultTimeout(8000)
  await page.goto(`${publicUrl}/#${at}?as=${person.id}`)
  await page.locator('#person').waitFor()
  onTestFinished(async () => {
    await context.close()
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`)
  })
  return page
}

/** Types into the composer and sends. */
export async function send(page: Page, text: string): Promise<void> {
  await page.locator('#box').pressSequentially(text)
  await page.keyboard.press('Enter')
}

/** What the messages of the open channel say. */
export const messages = (page: Page) => page.locator('#main .message')
