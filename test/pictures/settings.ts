import { dark, type Picture, tall } from './picture.ts'
import { ask, askForm } from './steps.ts'

export const settings: readonly Picture[] = [
  { name: 'settings', as: 'mei', at: 'C0GENERAL', on: tall, show: ask('/settings list', 'Change one') },
  { name: 'settings-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/settings list', '修改') },
  {
    name: 'settings-form',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await askForm('/settings set refund.automatic_up_to', 'Counts all refunds')(page)
    },
  },
  {
    name: 'settings-changed',
    as: 'mei',
    at: 'C0GENERAL',
    on: dark,
    show: ask('/settings set refund.automatic_up_to 80 -- fewer small ones', 'fewer small ones'),
  },
  {
    name: 'settings-preview',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/settings preview stock.safety_level 25', 'would be below'),
  },
  {
    name: 'settings-preview-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    show: ask('/settings preview stock.safety_level 25', '安全'),
  },
]
