import { findEpisode } from '../../analytics/alerts/episodes.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { episodeMessage, threadMessage } from '../views/alert-notices.ts'
import type { Renderer } from './renderer.ts'

/** An episode as it stands; one that was over before it could be told is not told any more. */
export const alertEpisodePost: Renderer = async ({ db }, id, reader) => {
  const episode = await findEpisode(db, id)
  if (!episode) return null
  const over = episode.end !== null
  return { ...episodeMessage(episode, await readSettings(db), reader), waits: !over, late: over }
}

/** In its thread, where a snooze has ended before it did. */
export const alertReminderPost: Renderer = async ({ db }, subject, reader) => {
  const episode = await findEpisode(db, subject.split('@')[0] ?? '')
  if (!episode) return null
  const late = episode.end !== null
  return { ...threadMessage(episode, await readSettings(db), reader), waits: false, late }
}

/** In its thread, that it is over. */
export const alertRecoveryPost: Renderer = async ({ db }, id, reader) => {
  const episode = await findEpisode(db, id)
  return episode?.end ? { ...threadMessage(episode, await readSettings(db), reader), waits: false } : null
}
