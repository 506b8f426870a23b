import type { Page } from 'playwright-core'
import { messages, send } from '../bot/browser.ts'
import type { Picture } from './picture.ts'

export const answer = (page: Page) => messages(page).last()

/** Presses a button of the last message. */
export const press = (page: Page, name: string) =>
  answer(page).getByRole('button', { name, exact: true }).first().click()

/** Until the last message shows this. */
export const shown = (page: Page, text: string | RegExp) => answer(page).getByText(text).first().waitFor()

export const form = (page: Page) => page.locator('dialog.modal')

/** Sends a command and waits until its answer shows this. */
export const ask = (text: string, until: string | RegExp) => async (page: Page) => {
  await send(page, text)
  await shown(page, until)
}

/** Sends a command and waits until its form shows this. */
export const askForm = (text: string, until: string | RegExp) => async (page: Page) => {
  await send(page, text)
  await form(page).getByText(until).first().waitFor()
}

/** Submits the form that is open, and waits until the answer shows this. */
export async function save(page: Page, until: string | RegExp): Promise<void> {
  await form(page)
    .getByRole('button', { name: /^(Save|Reply|保存)$/ })
    .click()
  await form(page).waitFor({ state: 'hidden' })
  await shown(page, until)
}

/** Until every image of the place is loaded. */
export async function chart(page: Page): Promise<void> {
  await page.locator('#main .blocks img').last().waitFor()
  await page.waitForFunction(() => [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth))
}

/** Sends a command and waits until the chart of its answer is there. */
export const askChart = (text: string): Picture['show'] =>
  async function show(page) {
    await send(page, text)
    await chart(page)
  }
