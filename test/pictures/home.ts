import { type Picture, tall } from './picture.ts'
import { ask } from './steps.ts'

export const home: readonly Picture[] = [
  { name: 'home', as: 'mei', at: 'home', show: (page) => page.getByText('What waits').waitFor() },
  { name: 'home-zh', as: 'zhao', at: 'home', show: (page) => page.locator('.home .actions').last().waitFor() },
  { name: 'help', as: 'mei', at: 'C0GENERAL', on: tall, show: ask('/backroom help', 'What you can do here') },
  { name: 'help-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/backroom help', '/backroom') },
]
