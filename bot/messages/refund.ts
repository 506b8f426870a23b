import { refundOfMessage } from '../../shop/refunds/details.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refundMessage } from '../views/refund.ts'
import { refundReminder } from '../views/refund-waiting.ts'
import type { Renderer } from './renderer.ts'

const OPEN = ['requested', 'info_asked']

/** The prompt that asks for a decision, and then tells what came of it. */
export const refundPrompt: Renderer = async ({ db }, subject, reader) => {
  const details = await refundOfMessage(db, await readSettings(db), subject)
  return details && { ...refundMessage(details, reader), waits: OPEN.includes(details.state) }
}

export const refundReminderPost: Renderer = async ({ db }, subject, reader) => {
  const details = await refundOfMessage(db, await readSettings(db), subject)
  return details && { ...refundReminder(details, reader), waits: OPEN.includes(details.state) }
}
