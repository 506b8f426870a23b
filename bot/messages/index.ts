import type { MessageKind } from '../../shop/messages.ts'
import { alertEpisodePost, alertRecoveryPost, alertReminderPost } from './alert.ts'
import { auditHeadPost } from './audit.ts'
import { callbackAlertPost } from './callback-alert.ts'
import { changePrompt, changeReminderPost } from './change.ts'
import { customerRatingPost } from './customer.ts'
import { doctorAlertPost } from './doctor.ts'
import { exceptionPost, latePost } from './exceptions.ts'
import { orderAssignedPost, shipReminderPost } from './order.ts'
import { priceNoticePost, pricePrompt, priceReminderPost } from './price.ts'
import { rateAlertPost } from './rate-alert.ts'
import { refundNoticePost, refundPrompt, refundReminderPost } from './refund.ts'
import type { Renderer } from './renderer.ts'
import { reportFailedPost, reportPassedPost } from './report-notice.ts'
import { reportRun } from './report-run.ts'
import { restockNoticePost, restockPost, restockReminderPost } from './restock.ts'
import { returnNoticePost } from './return.ts'
import { reviewAlertPost, reviewReportPost } from './review.ts'
import { answerPost, remarksPost, scheduledPost } from './settings.ts'
import { slipPost } from './slip.ts'
import { stockAlertPost, stockDigestPost, stockStoppedPost } from './stock-alert.ts'
import { supportCard, supportEntry, supportRemark } from './support.ts'
import { teamNoticePost } from './team-notice.ts'

/** Every kind of message that Backroom keeps in channels. */
export const renderers: Record<MessageKind, Renderer> = {
  'refund.prompt': refundPrompt,
  'refund.reminder': refundReminderPost,
  'refund.notice': refundNoticePost,
  'order.slip': slipPost,
  'audit.head': auditHeadPost,
  'stock.alert': stockAlertPost,
  'report.run': reportRun,
  'report.failed': reportFailedPost,
  'report.passed': reportPassedPost,
  'rate.alert': rateAlertPost,
  'alert.episode': alertEpisodePost,
  'alert.reminder': alertReminderPost,
  'alert.recovery': alertRecoveryPost,
  'team.notice': teamNoticePost,
  'review.alert': reviewAlertPost,
  'review.report': reviewReportPost,
  'callback.alert': callbackAlertPost,
  'return.notice': returnNoticePost,
  'support.card': supportCard,
  'support.entry': supportEntry,
  'support.remark': supportRemark,
  'customer.rating': customerRatingPost,
  'stock.stopped': stockStoppedPost,
  'stock.digest': stockDigestPost,
  'stock.restock': restockPost,
  'stock.restock_reminder': restockReminderPost,
  'stock.restock_notice': restockNoticePost,
  'price.prompt': pricePrompt,
  'price.reminder': priceReminderPost,
  'price.notice': priceNoticePost,
  'change.prompt': changePrompt,
  'change.reminder': changeReminderPost,
  'change.notice': changePrompt,
  'setting.scheduled': scheduledPost,
  'setting.remarks': remarksPost,
  'setting.answer': answerPost,
  'doctor.alert': doctorAlertPost,
  'order.assigned': orderAssignedPost,
  'order.exception': exceptionPost,
  'order.late': latePost,
  'order.ship_reminder': shipReminderPost,
}
