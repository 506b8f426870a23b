import type { Fields } from '../json.ts'
import { stringOf } from '../json.ts'
import type { Tier } from '../limits/rates.ts'
import type { Channel } from '../model.ts'
import type { Services } from '../services.ts'
import type { Store } from '../store.ts'

/** A method of the Web API. What it returns goes out with `ok: true`; a SlackError goes out as `ok: false`. */
export interface Method {
  tier: Tier
  scopes: string[]
  /** posts into this channel count against the channel's own rate instead of the tier */
  posts?: true
  run(services: Services, args: Fields): Fields | Promise<Fields>
}

/** Slack's refusal of a call: the code that stands under `error`, and what is wrong in detail. */
export class SlackError extends Error {
  readonly code: string
  readonly details: string[]

  constructor(code: string, details: string[] = []) {
    super(code)
    this.code = code
    this.details = details
  }
}

/**
 * The channel that posts name: by id, by name, or a person's id for the direct messages with them. As all channels here are
 * public, the app need not be in it (`chat:write.public`).
 */
export function postChannel(store: Store, name: unknown): Channel {
  const wanted = stringOf(name).replace(/^#/, '')
  if (store.people.has(wanted) && wanted !== store.bot.id) return store.dm(wanted)
  const found =
    store.channels.get(wanted) ??
    [...store.channels.values()].find((channel) => channel.name === wanted && !channel.dmWith)
  if (!found) throw new SlackError('channel_not_found')
  return found
}

/** The channel with this very id, which the app must be in. */
export function ownChannel(store: Store, id: unknown): Channel {
  const found = store.channels.get(stringOf(id))
  if (!found) throw new SlackError('channel_not_found')
  if (!found.members.has(store.bot.id)) throw new SlackError('not_in_channel')
  return found
}

/** One page of a list, with the cursor of the next. */
export function page<T>(all: T[], args: Fields, most: number): { items: T[]; metadata: Fields } {
  const limit = Math.min(Math.max(Number(args.limit ?? 100) || 100, 1), most)
  const cursor = stringOf(args.cursor)
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0
  if (!Number.isInteger(start)) throw new SlackError('invalid_cursor')
  const end = start + limit
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : ''
  return { items: all.slice(start, end), metadata: { next_cursor: next } }
}
