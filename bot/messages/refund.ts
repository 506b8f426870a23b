import { refundOfMessage } from '../../shop/refunds/details.ts'
import { noticeOf } from '../../shop/refunds/notice.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { readerOf } from '../reader.ts'
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

/** For the one who requested it, in their own language. One that comes late is left out once it is no longer so. */
export const refundNoticePost: Renderer = async ({ db, sessions, prefix }, subject, _, now) => {
  const { number, state } = noticeOf(subject)
  const details = await refundOfMessage(db, await readSettings(db), number, now)
  if (!details?.refund.requested_by || details.state !== state) return null
  const { member } = await sessions.look(details.refund.requested_by, now)
  return { ...refundNotice(details, readerOf(member.locale, member.timezone, prefix)), waits: false }
}
