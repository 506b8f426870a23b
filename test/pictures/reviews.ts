import { high, type Picture, tall } from './picture.ts'
import { ask, form, press, save, shown } from './steps.ts'

export const reviews: readonly Picture[] = [
  { name: 'review-queue', as: 'mei', at: 'C0GENERAL', on: high(1000), show: ask('/review queue', 'Publish') },
  {
    name: 'review-card',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/review queue', 'Publish')(page)
      await press(page, 'Open')
      await shown(page, 'History')
      await press(page, 'Reply…')
      await form(page).getByLabel('Reply').fill('We are sorry. The courier lost a day; the shipping is on us.')
      await save(page, 'The courier')
      await press(page, 'Publish')
      await shown(page, 'Published by')
    },
  },
  { name: 'review-list-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/review TEA-105', '打开') },
  { name: 'review-favourites', as: 'mei', at: 'C0GENERAL', on: tall, show: ask('/review favourites', 'Open') },
  { name: 'review-favourites-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/review favourites SLK-405', '▇') },
]
