import { type Picture, tall } from './picture.ts'
import { ask, askForm, shown } from './steps.ts'

export const team: readonly Picture[] = [
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
      await askForm('/team give lin', 'Until')(page)
      await page.getByLabel('Until').fill('2026-03-20 18:00')
      await page.getByLabel('Reason').fill('Covers for Tom')
    },
  },
  { name: 'team-matrix', as: 'ana', at: 'C0GENERAL', on: tall, show: ask('/team matrix', 'Who may do what') },
  { name: 'team-list-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/team', '未用权限') },
]
