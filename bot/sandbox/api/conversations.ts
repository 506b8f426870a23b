import { type Fields, isYes, stringOf } from '../json.ts'
import type { Channel, Message } from '../model.ts'
import { slackMessage } from '../payloads.ts'
import type { Store } from '../store.ts'
import { type Method, ownChannel, page, SlackError } from './method.ts'

function shown(store: Store, channel: Channel): Fields {
  const topic = { value: channel.topic, creator: '', last_set: 0 }
  const common = {
    id: channel.id,
    is_archived: false,
    created: 0,
    is_im: channel.dmWith !== null,
    is_org_shared: false,
  }
  if (channel.dmWith) return { ...common, user: channel.dmWith, is_user_deleted: false, priority: 0 }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_mpim: false,
    is_private: false,
    is_general: false,
    is_member: channel.members.has(store.bot.id),
    num_members: channel.members.size,
    topic,
    purpose: { ...topic, value: '' },
  }
}

function known(store: Store, id: unknown): Channel {
  const found = store.channels.get(stringOf(id))
  if (!found) throw new SlackError('channel_not_found')
  return found
}

/** The messages of a page, within `oldest` and `latest` (exclusive unless `inclusive`). */
function between(store: Store, messages: Message[], args: Fields) {
  const oldest = stringOf(args.oldest) || '0'
  const latest = stringOf(args.latest) || '9999999999.999999'
  const inclusive = isYes(args.inclusive)
  const inside = messages.filter(
    ({ ts, to }) => !to && (inclusive ? ts >= oldest && ts <= latest : ts > oldest && ts < latest),
  )
  const { items, metadata } = page(inside, args, 999)
  return {
    messages: items.map((message) => slackMessage(store, message, isYes(args.include_all_metadata))),
    has_more: metadata.next_cursor !== '',
    response_metadata: metadata,
  }
}

const read = ['channels:read']

export const conversations: Record<string, Method> = {
  'conversations.list': {
    tier: 2,
    scopes: read,
    run({ store }, args) {
      const types = stringOf(args.types) || 'public_channel'
      const wanted = [...store.channels.values()].filter((channel) =>
        types.includes(channel.dmWith ? 'im' : 'public_channel'),
      )
      const { items, metadata } = page(wanted, args, 1000)
      return { channels: items.map((channel) => shown(store, channel)), response_metadata: metadata }
    },
  },
  'conversations.info': {
    tier: 3,
    scopes: read,
    run: ({ store }, args) => ({ channel: shown(store, known(store, args.channel)) }),
  },
  'conversations.history': {
    tier: 3,
    scopes: ['channels:history'],
    run({ store }, args) {
      const channel = ownChannel(store, args.channel)
      const top = [...channel.messages.values()].filter((message) => !message.thread).reverse()
      return between(store, top, args)
    },
  },
  'conversations.replies': {
    tier: 3,
    scopes: ['channels:history'],
    run({ store }, args) {
      const message = ownChannel(store, args.channel).messages.get(stringOf(args.ts))
      if (!message || message.to) throw new SlackError('thread_not_found')
      const parent = message.thread ? (store.message(message.channel, message.thread) ?? message) : message
      return between(store, [parent, ...store.replies(parent)], args)
    },
  },
  'conversations.members': {
    tier: 4,
    scopes: read,
    run({ store }, args) {
      const { items, metadata } = page([...known(store, args.channel).members], args, 1000)
      return { members: items, response_metadata: metadata }
    },
  },
  'conversations.join': {
    tier: 3,
    scopes: ['channels:join'],
    run({ store }, args) {
      const channel = known(store, args.channel)
      if (channel.dmWith) throw new SlackError('method_not_supported_for_channel_type')
      const already = channel.members.has(store.bot.id)
      channel.members.add(store.bot.id)
      return { channel: shown(store, channel), ...(already && { warning: 'already_in_channel' }) }
    },
  },
  'conversations.open': {
    tier: 3,
    scopes: ['im:write'],
    run({ store }, args) {
      const users = stringOf(args.users).split(',').filter(Boolean)
      const [user] = users
      if (!user || users.length > 1)
        throw new SlackError(user ? 'method_not_supported_for_channel_type' : 'users_list_not_supplied')
      if (!store.people.has(user) || user === store.bot.id) throw new SlackError('user_not_found')
      const channel = store.dm(user)
      return { channel: isYes(args.return_im) ? shown(store, channel) : { id: channel.id } }
    },
  },
}
