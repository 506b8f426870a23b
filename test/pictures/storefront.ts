import type { Page } from 'playwright-core'
import { messages } from '../bot/browser.ts'
import { dark, type Picture } from './picture.ts'

export const storefront: readonly Picture[] = [
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
]
/** Opens the phone and plays the customer who ordered last. */
async function playCustomer(page: Page, storefront: string) {
  await page.getByRole('button', { name: storefront, exact: true }).click()
  const phone = page.getByRole('complementary', { name: storefront, exact: true })
  await phone.locator('.orders .open').nth(1).click()
  await phone.locator('.goods .open').first().waitFor()
  return phone
}
