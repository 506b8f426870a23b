import type { Page } from 'playwright-core'
import type { Picture } from './picture.ts'
import { ask, askForm, form, press, save, shown } from './steps.ts'

/** Opens the card of what runs low first. */
async function openLow(page: Page): Promise<void> {
  await ask('/stock low', 'Running low')(page)
  await press(page, 'Open')
  await shown(page, 'Adjust stock')
}

export const stock: readonly Picture[] = [
  { name: 'stock-low', as: 'mei', at: 'C0GENERAL', show: ask('/stock low', 'Running low') },
  { name: 'stock-card', as: 'mei', at: 'C0GENERAL', show: openLow },
  {
    name: 'stock-adjust',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await openLow(page)
      await press(page, 'Adjust stock')
      await page.getByLabel('Change').fill('+40')
      await page.getByLabel('Reason').fill('Delivery of this morning')
    },
  },
  { name: 'stock-alerts', as: 'mei', at: 'C0STOCK', show: (page) => shown(page, 'Low since') },
  {
    name: 'stock-restock',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await askForm('/stock restock TEA-101', 'Pieces')(page)
      await form(page).getByLabel('Pieces').fill('60')
    },
    after: (page) => save(page, 'Close'),
  },
  {
    name: 'stock-promise-zh',
    as: 'wang',
    at: 'D0WANG',
    async show(page) {
      await press(page, '可以补货…')
      await form(page).getByLabel('到货日期').fill('2026-03-20')
    },
    after: (page) => save(page, '在途'),
  },
  { name: 'stock-restocks', as: 'mei', at: 'C0GENERAL', show: ask('/stock restocks', 'Mar 20') },
  {
    name: 'stock-count',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await askForm('/stock count PAP-801, PAP-805, PAP-806', 'Leather Notebook')(page)
      await form(page).getByLabel('Leather Notebook').fill('1')
    },
    async after(page) {
      await form(page).getByRole('button', { name: 'Save' }).click()
      await form(page).getByLabel('Reason').fill('One is water-damaged')
      await save(page, 'One is')
    },
  },
  {
    name: 'stock-counted',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/stock counts', 'One is')(page)
      await press(page, 'Open')
      await shown(page, 'Leather Notebook')
    },
  },
  { name: 'stock-card-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/stock PAP-805', '可售') },
]
