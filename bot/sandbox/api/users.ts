import { type Fields, isYes, stringOf } from '../json.ts'
import type { SandboxPerson } from '../model.ts'
import type { Store } from '../store.ts'
import { type Method, page, SlackError } from './method.ts'

/** A zone's offset at this moment, in seconds east of UTC. */
function offsetOf(store: Store, zone: string): number {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.floor(store.now()))
  return now.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9
}

function shown(store: Store, person: SandboxPerson, withLocale: boolean): Fields {
  return {
    id: person.id,
    team_id: store.team.id,
    name: person.name,
    deleted: false,
    real_name: person.realName,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: person.tzOffset ?? offsetOf(store, person.tz),
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.name,
      display_name_normalized: person.name,
      team: store.team.id,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot === true,
    is_app_user: false,
    updated: 0,
    ...(withLocale && { locale: person.locale }),
  }
}

export const users: Record<string, Method> = {
  'auth.test': {
    tier: 4,
    scopes: [],
    run: ({ store: { team, bot, app, publicUrl } }) => ({
      url: `${publicUrl}/`,
      team: team.domain,
      user: bot.name,
      team_id: team.id,
      user_id: bot.id,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  },
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    run({ store }, args) {
      const person = store.people.get(stringOf(args.user))
      if (!person) throw new SlackError('user_not_found')
      return { user: shown(store, person, isYes(args.include_locale)) }
    },
  },
  'users.getPresence': {
    tier: 3,
    scopes: ['users:read'],
    run({ store }, args) {
      const person = store.people.get(stringOf(args.user))
      if (!person) throw new SlackError('user_not_found')
      return { presence: store.away.has(person.id) ? 'away' : 'active' }
    },
  },
  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    run({ store }, args) {
      const { items, metadata } = page([...store.people.values()], args, 1000)
      const members = items.map((person) => shown(store, person, isYes(args.include_locale)))
      return { members, cache_ts: 0, response_metadata: metadata }
    },
  },
}
