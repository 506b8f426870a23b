import { EventEmitter } from 'node:events'
import type { Block, Refusal, StateValues } from './contract.ts'
import { timestamps } from './ids.ts'
import { freshInputs } from './inputs.ts'
import type { Change, Channel, Message, SandboxChannel, SandboxPerson, StoredFile, View } from './model.ts'
import { pingsOf } from './pings.ts'

/** How many refusals and messages of one channel are kept; older ones are forgotten. */
const KEPT = { refusals: 100, messages: 5000 }

/** What a message needs to be posted; the rest has a plain default. */
export type Draft = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Message>

/**
 * Everything the workspace holds, in memory, and the one place that changes it; each change is told as a `change`
 * event. It is not the Slack service of the package `emulate` (0.12): that runs only behind a listener of its own,
 * lets nobody read or change its state (ephemeral messages, open modals), makes up its own ids, accepts any token,
 * and answers 403 after 5,000 calls an hour.
 */
export class Store extends EventEmitter<{ change: [Change] }> {
  readonly team = { id: 'T0SANDBOX', domain: 'sandbox' }
  readonly app = { id: 'A0SANDBOX', botId: 'B0SANDBOX' }
  readonly bot: SandboxPerson
  readonly people = new Map<string, SandboxPerson>()
  /** Who is not active just now, by id. */
  readonly away = new Set<string>()
  readonly channels = new Map<string, Channel>()
  readonly files = new Map<string, StoredFile>()
  readonly views = new Map<string, View>()
  /** person -> open modals, the one on top last */
  readonly modals = new Map<string, View[]>()
  readonly homes = new Map<string, View>()
  readonly refusals: Refusal[] = []
  readonly now: () => number
  readonly nextTs: () => string
  /** the base of file addresses, response_urls and permalinks; known once the sandbox is reachable */
  publicUrl = ''

  constructor(people: SandboxPerson[], channels: SandboxChannel[], now: () => number) {
    super()
    this.setMaxListeners(0)
    this.now = now
    this.nextTs = timestamps(now)
    const bot = people.find((person) => person.isBot)
    this.bot = bot ?? {
      id: 'U0SANDBOX',
      name: 'app',
      realName: 'App',
      title: '',
      locale: 'en-US',
      tz: 'UTC',
      isBot: true,
    }
    for (const person of bot ? people : [...people, this.bot]) this.people.set(person.id, person)
    const everyone = [...this.people.keys()]
    for (const { id, name, topic, appJoined } of channels) {
      const members = new Set(appJoined === false ? everyone.filter((person) => person !== this.bot.id) : everyone)
      this.channels.set(id, { id, name, topic, dmWith: null, members, messages: new Map(), read: new Map() })
    }
  }

  tell(change: Change): void {
    this.emit('change', change)
  }

  /** The direct message channel of a person with the app, made when first needed. */
  dm(person: string): Channel {
    const id = `D${person.slice(1)}`
    const known = this.channels.get(id)
    if (known) return known
    const members = new Set([person, this.bot.id])
    const made: Channel = {
      id,
      name: 'directmessage',
      topic: '',
      dmWith: person,
      members,
      messages: new Map(),
      read: new Map(),
    }
    this.channels.set(id, made)
    this.tell({ kind: 'channels', to: person })
    return made
  }

  message(channel: string, ts: string): Message | undefined {
    return this.channels.get(channel)?.messages.get(ts)
  }

  post(draft: Draft): Message {
    const message: Message = {
      ts: this.nextTs(),
      thread: null,
      byApp: false,
      username: null,
      blocks: [],
      metadata: null,
      files: [],
      edited: null,
      replies: [],
      reactions: new Map(),
      to: null,
      inputs: new Map(),
      clientId: null,
      subtype: null,
      ...draft,
    }
    const channel = this.channels.get(message.channel)
    if (!channel) throw new Error(`no channel ${message.channel}`)
    channel.messages.set(message.ts, message)
    if (message.thread) channel.messages.get(message.thread)?.replies.push(message.ts)
    const oldest = channel.messages.size > KEPT.messages ? channel.messages.keys().next().value : undefined
    if (oldest) channel.messages.delete(oldest)
    if (!message.byApp && !message.to) channel.read.set(message.user, message.ts)
    this.tell({ kind: 'message', channel: message.channel, ts: message.ts, to: message.to })
    return message
  }

  changed(message: Message): void {
    this.tell({ kind: 'message', channel: message.channel, ts: message.ts, to: message.to })
  }

  remove(message: Message): void {
    this.channels.get(message.channel)?.messages.delete(message.ts)
    this.tell({ kind: 'gone', channel: message.channel, ts: message.ts, to: message.to })
  }

  /** The answers in a message's thread that everyone sees. */
  replies(message: Message): Message[] {
    const found = message.replies.flatMap((ts) => this.message(message.channel, ts) ?? [])
    return found.filter(({ to }) => !to)
  }

  /** The state of a message's inputs as one person left them; to be changed in place. */
  inputsOf(message: Message, person: string): StateValues {
    const inputs = message.inputs.get(person) ?? freshInputs(message.blocks, {})
    message.inputs.set(person, inputs)
    return inputs
  }

  /** Gives a message another text and other blocks; what people picked stays where the inputs stay. */
  redraw(message: Message, text: string, blocks: Block[]): void {
    message.text = text
    message.blocks = blocks
    for (const [person, inputs] of message.inputs) message.inputs.set(person, freshInputs(blocks, inputs))
    this.changed(message)
  }

  /** How many messages of a channel a person has not read; what they may not see does not count. */
  unread(channel: Channel, person: string): number {
    const read = channel.read.get(person) ?? ''
    let count = 0
    for (const message of channel.messages.values())
      if (message.ts > read && message.user !== person && (!message.to || message.to === person)) count++
    return count
  }

  /** Keeps what Slack would refuse, for the page to show. */
  refuse(what: string, error: string, details: string[]): void {
    this.refusals.push({ at: this.now(), what, error, details })
    if (this.refusals.length > KEPT.refusals) this.refusals.shift()
    this.tell({ kind: 'refusal', to: null })
  }

  /** Whom a message notifies, beyond those who read the channel anyway. */
  pings(message: Message): string[] {
    return pingsOf(message.text, message.blocks)
  }
}
