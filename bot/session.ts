import type { Notices } from '../db/notices.ts'
import type { Db } from '../db/tables/index.ts'
import { type Profile, rememberProfile } from '../shop/access/members.ts'
import { openSession, type Session } from '../shop/access/session.ts'
import { zoneNamed } from '../shop/settings/define.ts'
import type { Services } from './operation.ts'
import { refusedWith } from './slack/errors.ts'

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
  timezone: user.tz ? zoneNamed(user.tz) : null,
})

/** Sessions of those who look things up: as read before, unless the database has told of a change or a role has ended. */
export class Sessions {
  readonly #db: Db
  readonly #notices: Notices
  readonly #kept = new Map<string, Session>()
  #count: number | null = null

  constructor(db: Db, notices: Notices) {
    this.#db = db
    this.#notices = notices
  }

  /** The session of someone who looks something up. */
  async look(user: string, now: Temporal.Instant): Promise<Session> {
    const count = this.#notices.count()
    if (count !== this.#count) this.forget()
    this.#count = count
    const kept = this.#kept.get(user)
    if (kept && (!kept.until || Temporal.Instant.compare(now, kept.until) < 0)) return kept
    const session = await openSession(this.#db, user, null, now)
    if (session.known && count !== null && count === this.#count) this.#kept.set(user, session)
    return session
  }

  /** After a change of our own, whose notice may still be on its way. */
  forget(): void {
    this.#kept.clear()
  }
}

/**
 * The session of a delivery. What changes something claims it, and reads anew in the same round trip; null claims none.
 * Asks Slack for the profile of someone seen for the first time.
 */
export async function sessionOf(
  { sessions, slack, db }: Services,
  user: string,
  delivery: string | null,
  now: Temporal.Instant,
): Promise<Session> {
  const session = delivery ? await openSession(db, user, delivery, now) : await sessions.look(user, now)
  if (session.known || !session.fresh) return session
  // Of people of other workspaces, in a shared channel, Slack may say nothing.
  const info = await slack.replies.users.info({ user, include_locale: true }).catch((error: unknown) => {
    if (refusedWith(error, 'user_not_found', 'user_not_visible')) return { user: undefined }
    throw error
  })
  await rememberProfile(db, profileOf(user, info.user ?? {}), now)
  return openSession(db, user, null, now)
}
