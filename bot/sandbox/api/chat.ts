import { sendMessageChange, sendMessageEvent } from '../events.ts'
import { type Fields, stringOf } from '../json.ts'
import { checkMessage, MESSAGE } from '../limits/messages.ts'
import type { Message } from '../model.ts'
import { completed, slackMessage } from '../payloads.ts'
import type { Store } from '../store.ts'
import { type Method, ownChannel, postChannel, SlackError } from './method.ts'

const WARNINGS: Record<string, string> = {
  message_truncated: 'Your message was truncated but still posted',
  missing_text_in_message: 'A plain text beside blocks is what notifications and screen readers use',
}

/** The content of a message that Slack would take. What it takes but warns of is kept for the page like a refusal. */
function checked(store: Store, args: Fields) {
  const message = checkMessage(store, args)
  if ('error' in message) throw new SlackError(message.error, message.details)
  const { text, cut, blocks, metadata } = message
  const warnings = [...(cut ? ['message_truncated'] : []), ...(text ? [] : ['missing_text_in_message'])]
  for (const one of warnings) store.refuse('message', one, [WARNINGS[one] ?? ''])
  const warning = warnings.length > 0 && {
    warning: warnings.join(','),
    response_metadata: { warnings, messages: warnings.map((one) => `[WARN] ${WARNINGS[one]}`) },
  }
  return { content: { text, blocks: completed(blocks), metadata }, warning }
}

/** The app's own message; someone else's cannot be changed, and an ephemeral one is known to no one. */
function ownMessage(store: Store, args: Fields, refusal: string): Message {
  const channel = ownChannel(store, args.channel)
  const message = channel.messages.get(stringOf(args.ts))
  if (!message || message.to) throw new SlackError('message_not_found')
  if (!message.byApp) throw new SlackError(refusal)
  return message
}

function threadOf(store: Store, channel: string, ts: unknown): string | null {
  const asked = stringOf(ts)
  if (!asked) return null
  const parent = store.message(channel, asked)
  if (!parent || parent.to) throw new SlackError('thread_not_found')
  return parent.thread ?? asked
}

const scopes = ['chat:write']

export const chat: Record<string, Method> = {
  'chat.postMessage': {
    tier: 4,
    scopes,
    posts: true,
    run(services, args) {
      const { store } = services
      const channel = postChannel(store, args.channel)
      const { warning, content } = checked(store, args)
      const thread = threadOf(store, channel.id, args.thread_ts)
      const message = store.post({ channel: channel.id, user: store.bot.id, byApp: true, ...content, thread })
      void sendMessageEvent(services, message)
      return { channel: channel.id, ts: message.ts, message: slackMessage(store, message), ...warning }
    },
  },
  'chat.postEphemeral': {
    tier: 4,
    scopes,
    run({ store }, args) {
      const channel = postChannel(store, args.channel)
      const to = stringOf(args.user)
      if (!store.people.has(to)) throw new SlackError('user_not_found')
      if (!channel.members.has(to)) throw new SlackError('user_not_in_channel')
      const { warning, content } = checked(store, args)
      const thread = threadOf(store, channel.id, args.thread_ts)
      const message = store.post({ channel: channel.id, user: store.bot.id, byApp: true, ...content, thread, to })
      return { message_ts: message.ts, ...warning }
    },
  },
  /** Blocks and metadata that are not given stay; an empty list or object removes them. */
  'chat.update': {
    tier: 3,
    scopes,
    run(services, args) {
      const { store } = services
      const message = ownMessage(store, args, 'cant_update_message')
      if (stringOf(args.text).length > MESSAGE.updateText) throw new SlackError('msg_too_long')
      const { content, warning } = checked(store, args)
      const previous = slackMessage(store, message)
      message.edited = { user: store.bot.id, ts: store.nextTs() }
      if (args.metadata) message.metadata = content.metadata
      store.redraw(message, content.text, args.blocks === undefined ? message.blocks : content.blocks)
      sendMessageChange(services, message, previous)
      const { channel, ts, text } = message
      return { channel, ts, text, message: slackMessage(store, message), ...warning }
    },
  },
  'chat.delete': {
    tier: 3,
    scopes,
    run(services, args) {
      const message = ownMessage(services.store, args, 'cant_delete_message')
      services.store.remove(message)
      sendMessageChange(services, message, slackMessage(services.store, message), true)
      return { channel: message.channel, ts: message.ts }
    },
  },
  'chat.getPermalink': {
    tier: 4,
    scopes: [],
    run({ store }, args) {
      const channel = ownChannel(store, args.channel)
      const message = channel.messages.get(stringOf(args.message_ts))
      if (!message || message.to) throw new SlackError('message_not_found')
      const thread = message.thread ? `?thread_ts=${message.thread}&cid=${channel.id}` : ''
      const permalink = `${store.publicUrl}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`
      return { channel: channel.id, permalink }
    },
  },
  'reactions.add': {
    tier: 3,
    scopes: ['reactions:write'],
    run({ store }, args) {
      const message = ownChannel(store, args.channel).messages.get(stringOf(args.timestamp))
      if (!message || message.to) throw new SlackError('message_not_found')
      const name = stringOf(args.name)
      if (!/^[\w+'-]+$/.test(name)) throw new SlackError('invalid_name')
      const users = message.reactions.get(name) ?? []
      if (users.includes(store.bot.id)) throw new SlackError('already_reacted')
      message.reactions.set(name, [...users, store.bot.id])
      store.changed(message)
      return {}
    },
  },
}
