import { messages } from '../bot/browser.ts'
import { high, type Picture, phone, tall } from './picture.ts'
import { ask, askForm } from './steps.ts'

export const support: readonly Picture[] = [
  { name: 'support-queue', as: 'sam', at: 'C0SUPPORT', show: ask('/support queue', 'Conversations') },
  { name: 'support-card', as: 'sam', at: 'C0SUPPORT', on: tall, show: ask('/support 2', 'crack') },
  {
    name: 'support-channel-zh',
    as: 'lin',
    at: 'C0SUPPORT',
    on: tall,
    show: (page) => messages(page).last().waitFor(),
  },
  { name: 'support-replay', as: 'lin', at: 'C0SUPPORT', on: high(1000), show: askForm('/support replay 1', '5') },
  { name: 'support-complaint', as: 'sam', at: 'C0SUPPORT', show: askForm('/support complaint 2', 'Severity') },
  { name: 'support-phone-zh', as: 'lin', at: 'C0SUPPORT', on: phone, show: ask('/support', '您') },
]
