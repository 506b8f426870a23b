import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { SandboxPerson } from '../../../bot/sandbox/model.ts'
import type { Sandbox } from '../../../bot/sandbox/workspace.ts'
import { launchChromium, openTab as open } from '../browser.ts'

export { messages, send } from '../browser.ts'

let browser: Browser

/** One headless Chromium for the tests of a file. */
export function startBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())
}

/** A tab on the sandbox's page, acting as a person. Any error on the page fails the test. */
export async function openTab(
  { publicUrl }: Sandbox,
  person: SandboxPerson,
  at = 'C0OPS',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, faults } = await open(browser, publicUrl, { as: person.id, at }, options)
  onTestFinished(async () => {
    await page.context().close()
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`)
  })
  return page
}
