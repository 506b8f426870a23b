import type { MessageKind } from '../../shop/messages.ts'
import type { Message } from '../blocks.ts'
import type { Services } from '../operation.ts'
import type { Reader } from '../reader.ts'
import type { Picture } from '../slack/files.ts'
import { refundPrompt, refundReminderPost } from './refund.ts'
import { reportRun } from './report-run.ts'
import { stockAlertPost } from './stock-alert.ts'

/** What a message says now. `waits`: someone still has to act on it, so it is posted anew in a fresh workspace. */
export interface Drawn extends Message {
  waits: boolean
  chart?: Picture
}

/** Draws one kind of message from the records; null where what it was about is gone. */
export type Renderer = (
  services: Services,
  subject: string,
  reader: Reader,
  now: Temporal.Instant,
) => Promise<Drawn | null>

/** Every kind of message that Backroom keeps in channels. */
export const renderers: Record<MessageKind, Renderer> = {
  'refund.prompt': refundPrompt,
  'refund.reminder': refundReminderPost,
  'stock.alert': stockAlertPost,
  'report.run': reportRun,
}
