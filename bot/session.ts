import { type Profile, rememberProfile } from '../shop/access/members.ts'
import { openSession, type Session } from '../shop/access/session.ts'
import type { Services } from './operation.ts'

/** What Slack says of a user, in users.info and in events. */
export interface SlackUser {
  name?: string
  real_name?: string
  locale?: string
  tz?: string
  profile?: { display_name?: string }
}

export const profileOf = (id: string, user: SlackUser): Profile => ({
  id,
  name: user.profile?.display_name || user.real_name || user.name || id,
  locale: user.locale ?? null,
  timezone: user.tz ?? null,
})

/** The session of a delivery (null claims none); asks Slack for the profile of someone seen for the first time. */
export async function sessionOf(
  services: Services,
  user: string,
  delivery: string | null,
  now: Temporal.Instant,
): Promise<Session> {
  const session = await openSession(services.db, user, delivery, now)
  if (session.known || !session.fresh) return session
  const info = await services.slack.replies.users.info({ user, include_locale: true })
  await rememberProfile(services.db, profileOf(user, info.user ?? {}), now)
  return openSession(services.db, user, null, now)
}
