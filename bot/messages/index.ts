import type { MessageKind } from '../../shop/messages.ts'
import { priceNoticePost, pricePrompt, priceReminderPost } from './price.ts'
import { rateAlertPost } from './rate-alert.ts'
import { refundNoticePost, refundPrompt, refundReminderPost } from './refund.ts'
import type { Renderer } from './renderer.ts'
import { reportRun } from './report-run.ts'
import { stockAlertPost } from './stock-alert.ts'
import { teamNoticePost } from './team-notice.ts'

/** Every kind of message that Backroom keeps in channels. */
export const renderers: Record<MessageKind, Renderer> = {
  'refund.prompt': refundPrompt,
  'refund.reminder': refundReminderPost,
  'refund.notice': refundNoticePost,
  'stock.alert': stockAlertPost,
  'report.run': reportRun,
  'rate.alert': rateAlertPost,
  'team.notice': teamNoticePost,
  'price.prompt': pricePrompt,
  'price.reminder': priceReminderPost,
  'price.notice': priceNoticePost,
}
