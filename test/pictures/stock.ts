import type { Page } from 'playwright-core'
import type { Picture } from './picture.ts'
import { ask, press, shown } from './steps.ts'

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
]
