import { type Episode, findEpisode } from '../../analytics/alerts/episodes.ts'
import type { Db } from '../../db/tables/index.ts'
import { type Member, reachOf } from '../../shop/access/member.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { episodeMessage, threadMessage } from '../views/alert-notices.ts'
import type { Renderer } from './renderer.ts'

/** An episode for a channel, or for a person as long as they may see its figures; null where there is none for them. */
async function episodeFor(db: Db, id: string, member: Member | null): Promise<Episode | null> {
  const episode = await findEpisode(db, id)
  if (!episode || !member) return episode
  const reach = reachOf(member, 'report.view')
  return reach === null || (reach !== '' && reach === episode.watch.merchant) ? episode : null
}

/** An episode as it stands; one that was over before it could be told is not told any more. */
export const alertEpisodePost: Renderer = async ({ db }, id, reader, _, member) => {
  const episode = await episodeFor(db, id, member)
  if (!episode) return null
  const over = episode.end !== null
  return { ...episodeMessage(episode, await readSettings(db), reader), waits: !over, late: over }
}

/** In its thread, where a snooze has ended before it did. */
export const alertReminderPost: Renderer = async ({ db }, subject, reader, _, member) => {
  const episode = await episodeFor(db, subject.split('@')[0] ?? '', member)
  if (!episode) return null
  const late = episode.end !== null
  return { ...threadMessage(episode, await readSettings(db), reader), waits: false, late }
}

/** In its thread, that it is over. */
export const alertRecoveryPost: Renderer = async ({ db }, id, reader, _, member) => {
  const episode = await episodeFor(db, id, member)
  return episode?.end ? { ...threadMessage(episode, await readSettings(db), reader), waits: false } : null
}
