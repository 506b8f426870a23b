import { reviewAlert, reviewReport } from '../../shop/reviews/alert.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { readerOf } from '../reader.ts'
import { reviewRights } from '../views/review.ts'
import { reviewAlertMessage, reviewReportMessage } from '../views/review-notices.ts'
import type { Renderer } from './renderer.ts'

/** For one of the merchant's people in their own language and with what they may do, or for the operations channel. */
export const reviewAlertPost: Renderer = async ({ db, sessions, prefix }, subject, channelReader, now, address) => {
  const alert = await reviewAlert(db, subject, (await readSettings(db))['review.negative_up_to'])
  if (!alert) return null
  const waits = !alert.answered
  if (!/^[UW][A-Z0-9]{2,}$/.test(address))
    return { ...reviewAlertMessage(alert, { moderate: true, reply: true }, channelReader), waits }
  const { member } = await sessions.look(address, now)
  const reader = readerOf(member.locale, member.timezone, prefix)
  return { ...reviewAlertMessage(alert, reviewRights(member), reader), waits }
}

/** For those who moderate. */
export const reviewReportPost: Renderer = async ({ db }, subject, reader) => {
  const report = await reviewReport(db, subject)
  return report && { ...reviewReportMessage(report, reader), waits: report.settled === null }
}
