import { high, type Picture } from './picture.ts'
import { ask, askForm, form } from './steps.ts'

const simulation = '/promo simulate TEA-101×2, PAP-801×3 customer c0001 coupon HELLO30 at 20:30'

export const promotions: readonly Picture[] = [
  { name: 'promo-list', as: 'mei', at: 'C0GENERAL', show: ask('/promo', 'Spend 300') },
  {
    name: 'promo-form',
    as: 'mei',
    at: 'C0GENERAL',
    on: high(1000),
    async show(page) {
      await askForm('/promo new flash_sale', 'Pieces in all')(page)
      await form(page).getByLabel('Code', { exact: true }).fill('SILK-NIGHT')
      await form(page).getByLabel('Name', { exact: true }).fill('Silk night')
      await form(page).getByLabel('Chinese name').fill('丝绸之夜')
      await form(page).getByLabel('Percent off').fill('25')
      await form(page).getByLabel('Pieces in all').fill('200')
    },
  },
  { name: 'promo-simulation', as: 'mei', at: 'C0GENERAL', show: ask(simulation, 'Not applied') },
  { name: 'promo-card-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/promo SAVE-50', '满 300 减 50') },
  { name: 'promo-simulation-zh', as: 'zhao', at: 'C0GENERAL', show: ask(simulation, '未生效') },
]
