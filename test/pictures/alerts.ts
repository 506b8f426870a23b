import type { Page } from 'playwright-core'
import { planAlerts } from '../../analytics/alerts/plan.ts'
import { high, type Picture, type Shop, tall } from './picture.ts'
import { ask, askForm, form, save, shown } from './steps.ts'

const NAME = 'Orders out of the ordinary'

/** Chooses the option of a field. */
async function pick(page: Page, field: string, option: string): Promise<void> {
  await form(page)
    .getByRole('button', { name: new RegExp(`^${field}`) })
    .click()
  await form(page).locator('.option').filter({ hasText: option }).click()
}

/** Lets the alerts be looked at, and goes on when what they say is there. */
async function look(page: Page, { program }: Shop): Promise<void> {
  const { db, jobs } = program.services
  await planAlerts(db, jobs, Temporal.Instant.fromEpochMilliseconds(Date.now()))
  await shown(page, NAME)
}

export const alerts: readonly Picture[] = [
  {
    name: 'alert-form',
    as: 'mei',
    at: 'C0GENERAL',
    on: tall,
    async show(page) {
      await askForm('/alert new', 'Tell when it')(page)
      await form(page).getByLabel('Name').fill(NAME)
      await form(page).getByLabel('Value').fill('2.5')
      await pick(page, 'Of which time', 'last 24 hours')
    },
    after: (page) => save(page, 'not looked at yet'),
  },
  { name: 'alert-fired', as: 'mei', at: 'C0REPORTS', show: look },
  {
    name: 'alert-test',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/alert test 6 14', 'would have fired'),
  },
  { name: 'alert-list-zh', as: 'zhao', at: 'C0GENERAL', on: high(1000), show: ask('/alert', '多种商品库存偏低') },
  { name: 'alert-card-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/alert 4', '退款偏多') },
]
