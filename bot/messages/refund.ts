import { refundOfMessage } from '../../shop/refunds/details.ts'
import { noticeOf } from '../../shop/refunds/notice.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { refundMessage, refundNotice } from '../views/refund.ts'
import { refundReminder } from '../views/refund-waiting.ts'
import type { Renderer } from './renderer.ts'

const OPEN = ['requested', 'info_asked']

/** The prompt that asks for a decision, and then tells what came of it. */
export const refundPrompt: Renderer = async ({ db }, subject, reader, now) => {
  const details = await refundOfMessage(db, await readSettings(db), subject, now)
  return details && { ...refundMessage(details, reader), waits: OPEN.includes(details.state) }
}

export const refundReminderPost: Renderer = async ({ db }, subject, reader, now) => {
  const details = await refundOfMessage(db, await readSettings(db), subject, now)
  return details && { ...refundReminder(details, reader), waits: OPEN.includes(details.state) }
}

/** For the one who requested it. One that comes late is left out once it is no longer so; one that stands there says how it is. */
export const refundNoticePost: Renderer = async ({ db }, subject, reader, now, member) => {
  const { number, state } = noticeOf(subject)
  // A merchant's share stays its own, whatever became of its rights.
  const scope = member && member.rights.get('refund.request') !== 'all' ? member.merchant : null
  const details = await refundOfMessage(db, await readSettings(db), number, now, scope)
  return details && { ...refundNotice(details, reader), waits: false, late: details.state !== state }
}
