import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Program } from '../../bot/program.ts'
import { messages, send } from '../bot/browser.ts'

export const people = { mei: 'U0MEI', tom: 'U0TOM', lin: 'U0LIN', sam: 'U0SAM', zhao: 'U0ZHAO', ana: 'U0ANA' }
export const laptop = { viewport: { width: 1280, height: 800 } }
const tall = { viewport: { width: 1280, height: 1200 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
const dark = { colorScheme: 'dark' as const }

/** One picture of docs/: who is where, and what they do before it is taken. */
export interface Picture {
  name: string
  as: keyof typeof people
  at: 'C0GENERAL' | 'C0APPROVALS' | 'C0STOCK' | 'C0REPORTS' | 'D0SAM' | 'home'
  on?: BrowserContextOptions
  /** Brings the page to what is to be seen. */
  show(page: Page, shop: Shop): Promise<unknown>
  /** What is done next, for later pictures. */
  after?(page: Page): Promise<unknown>
}

export interface Shop {
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

async function openRefund(page: Page, text: string): Promise<void> {
  await send(page, `/refund ${text}`)
  await page.locator('dialog.modal .header').waitFor()
}

/** In this order: what one does the next may show. */
export const pictures: readonly Picture[] = [
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
  { name: 'refund-notice', as: 'sam', at: 'D0SAM', show: (page) => shown(page, 'succeeded') },
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
  { name: 'payments-list', as: 'mei', at: 'C0GENERAL', show: ask('/payments', 'Payment methods') },
  {
    name: 'payments-form',
    as: 'mei',
    at: 'C0GENERAL',
    on: tall,
    async show(page) {
      await send(page, '/payments edit alipay')
      await page.getByLabel('Currencies').fill('CNY, USD')
      await page.getByLabel('Least and greatest amount').fill('CNY 1 50000\nUSD 1 -')
      await page.getByLabel('Refused regions').fill('陕西')
    },
    async after(page) {
      await page.getByRole('button', { name: 'Save' }).click()
      await shown(page, 'Edit limits…')
    },
  },
  { name: 'payments-card-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/payments 支付宝', '修改限制…') },
  {
    name: 'payments-check',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/payments check c0001 60000 CNY 陕西', 'is refused in'),
  },
  {
    name: 'payments-check-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    show: ask('/payments check c0001 60000 EUR', '没有 EUR 兑 CNY 的汇率'),
  },
  {
    name: 'payments-rates',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/payments rate USD 7.12 -- bank contract', '1 USD ='),
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
  {
    name: 'team-card',
    as: 'ana',
    at: 'C0GENERAL',
    show: ask('/team give sam approver for 8h -- night shift', 'Take approver'),
    async after(page) {
      await ask('/team give zhao admin', 'Take administrator')(page)
    },
  },
  { name: 'team-notice', as: 'sam', at: 'D0SAM', show: (page) => shown(page, 'gave you the role') },
  {
    name: 'team-give',
    as: 'ana',
    at: 'C0GENERAL',
    async show(page) {
      await send(page, '/team give lin')
      await page.getByRole('dialog').waitFor()
      await page.getByLabel('Until').fill('2026-03-20 18:00')
      await page.getByLabel('Reason').fill('Covers for Tom')
    },
  },
  { name: 'team-matrix', as: 'ana', at: 'C0GENERAL', on: tall, show: ask('/team matrix', 'Who may do what') },
  {
    name: 'storefront-order',
    as: 'tom',
    at: 'C0APPROVALS',
    async show(page) {
      const phone = await playCustomer(page, 'Storefront')
      await phone
        .getByRole('button', { name: /^Add .*Tea/ })
        .first()
        .click()
      await phone.getByRole('button', { name: 'Basket, 1 piece' }).click()
      await phone.getByRole('button', { name: 'Place the order' }).click()
      await phone.getByRole('button', { name: /^Pay/ }).click()
      await phone.getByRole('button', { name: 'Ask for a refund' }).click()
      await phone
        .getByRole('button', { name: /^One more/ })
        .first()
        .click()
      await phone.getByLabel('Reason').fill('The lid is chipped')
      await phone.getByRole('button', { name: 'Send the request' }).click()
      await phone.getByText('being looked at').waitFor()
      await messages(page).getByText('The lid is chipped').first().waitFor()
    },
  },
  {
    name: 'storefront-basket-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    on: dark,
    async show(page) {
      const phone = await playCustomer(page, '店铺')
      for (const name of [/^将 .*茶饼/, /^将 .*茶盘/]) await phone.getByRole('button', { name }).first().click()
      await phone.getByRole('button', { name: '购物车，2 件' }).click()
      await phone.getByText('未生效的促销').waitFor()
    },
  },
  { name: 'team-list-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/team', '未用权限') },
]

/** Opens the phone and plays the customer who ordered last. */
async function playCustomer(page: Page, storefront: string) {
  await page.getByRole('button', { name: storefront, exact: true }).click()
  const phone = page.getByRole('complementary', { name: storefront, exact: true })
  await phone.locator('.orders .open').nth(1).click()
  await phone.locator('.goods .open').first().waitFor()
  return phone
}

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
