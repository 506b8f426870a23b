import { teamChange } from '../../shop/team/history.ts'
import { readerOf } from '../reader.ts'
import { teamNotice } from '../views/team-history.ts'
import type { Renderer } from './renderer.ts'

/** For the one whose roles changed, in their own language. It stands as it was posted. */
export const teamNoticePost: Renderer = async ({ db, sessions, prefix }, subject, _, now) => {
  const change = await teamChange(db, subject)
  if (!change) return null
  const { member } = await sessions.look(change.subject, now)
  return { ...teamNotice(change, readerOf(member.locale, member.timezone, prefix)), waits: false }
}
