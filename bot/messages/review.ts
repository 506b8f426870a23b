import { reviewAlert, reviewReport } from '../../shop/reviews/alert.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { reviewRights } from '../views/review.ts'
import { reviewAlertMessage, reviewReportMessage } from '../views/review-notices.ts'
import type { Renderer } from './renderer.ts'

/** For one of the merchant's people with what they may do, or for the operations channel. */
export const reviewAlertPost: Renderer = async ({ db }, subject, reader, _, member) => {
  const alert = await reviewAlert(db, subject, (await readSettings(db))['review.negative_up_to'])
  const rights = member ? reviewRights(member) : { moderate: true, reply: true }
  return alert && { ...reviewAlertMessage(alert, rights, reader), waits: !alert.answered }
}

/** For those who moderate. */
export const reviewReportPost: Renderer = async ({ db }, subject, reader) => {
  const report = await reviewReport(db, subject)
  return report && { ...reviewReportMessage(report, reader), waits: report.settled === null }
}
