import { teamChange } from '../../shop/team/history.ts'
import { teamNotice } from '../views/team-history.ts'
import type { Renderer } from './renderer.ts'

/** For the one whose roles changed. It stands as it was posted. */
export const teamNoticePost: Renderer = async ({ db }, subject, reader) => {
  const change = await teamChange(db, subject)
  return change && { ...teamNotice(change, reader), waits: false }
}
