import { feedbackNumbered } from '../../shop/settings/feedback.ts'
import { feedbackOfDigest } from '../../shop/settings/feedback-digest.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { scheduledNumbered } from '../../shop/settings/schedule.ts'
import { feedbackAnswer, feedbackDigest } from '../views/settings-feedback.ts'
import { scheduleMessage } from '../views/settings-schedule.ts'
import type { Renderer } from './renderer.ts'

/** For the one who scheduled a change: that it came, that it could not, that it is over, and that somebody else cancelled it. */
export const scheduledPost: Renderer = async ({ db }, id, reader) => {
  const one = await scheduledNumbered(db, id)
  return one && { ...scheduleMessage(one, await readSettings(db), false, reader), waits: false }
}

/** For an administrator, each week. */
export const remarksPost: Renderer = async ({ db }, slot, reader) => {
  const all = await feedbackOfDigest(db, slot)
  return all.length > 0 ? { ...feedbackDigest(all, reader), waits: false } : null
}

/** For the author of a remark. */
export const answerPost: Renderer = async ({ db }, id, reader) => {
  const one = await feedbackNumbered(db, id)
  return one && { ...feedbackAnswer(one, reader), waits: false }
}
