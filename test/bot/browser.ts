import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** Debian's two packages of Chromium. The shell is made for being driven: a tab takes a quarter of the processor's time. */
const packaged = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** The system's Chromium, headless; `CHROMIUM` names another binary. Throws what to do where there is none. */
export async function launchChromium(): Promise<Browser> {
  const { CHROMIUM } = process.env
  const executablePath = (CHROMIUM ? [CHROMIUM] : packaged).find(existsSync)
  if (!executablePath)
    throw new Error(
      `there is no Chromium at ${CHROMIUM ?? packaged.join(' or ')}: apt-get install chromium-headless-shell, or set CHROMIUM to where it is`,
    )
  return chromium.launch({ executablePath, args: args.split(' ') })
}

interface Visit {
  as: string
  at: string
  /** How far the page's clock is ahead of the system's, in milliseconds. */
  ahead?: number
}

/** A tab of its own on the sandbox's page at `url`, acting as a person in a place, and what has failed on it. */
export async function openTab(
  browser: Browser,
  url: string,
  { as, at, ahead }: Visit,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  if (ahead) await context.addInitScript(setClock, ahead)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (fault) => faults.push(String(fault)))
  page.setDefaultTimeout(8000)
  await page.goto(`${url}/#${at}?as=${as}`)
  await page.locator('#person').waitFor()
  return { page, faults }
}

/** Runs in the page. */
function setClock(ahead: number): void {
  const system = Date.now.bind(Date)
  Date.now = () => system() + ahead
}

/** Types into the composer and sends. Clicks it first: Chromium drops keys after it has given a focus back by itself. */
export async function send(page: Page, text: string): Promise<void> {
  await page.locator('#box').click()
  await page.locator('#box').pressSequentially(text)
  await page.keyboard.press('Enter')
}

/** The messages of the open channel, oldest first. */
export const messages = (page: Page) => page.locator('#main .message')
