import type { SeenChannel, SeenFile, SeenMessage, SeenPerson, SeenSwitch, SeenView, State } from './contract.ts'
import { freshInputs } from './inputs.ts'
import { textOf } from './json.ts'
import type { Channel, Message, SandboxPerson, StoredFile, View } from './model.ts'
import { buttonsOf, fieldsIn, readBlocks, readText } from './read.ts'
import type { Services } from './services.ts'
import type { Store } from './store.ts'

/** A switch of the host program that people can turn on the page. */
export interface SandboxSwitch {
  id: string
  label: string
  /** The same for those whose locale is Chinese. */
  labelZh?: string
  get(): boolean
  set(on: boolean): void | Promise<void>
}

/** The workspace as one person sees it. */
export class Sight {
  readonly #services: Services
  readonly #switches: SandboxSwitch[]

  constructor(services: Services, switches: SandboxSwitch[]) {
    this.#services = services
    this.#switches = switches
  }

  /** Everything but messages. */
  state(person: SandboxPerson): State {
    const { store, commands, shortcuts, storefront } = this.#services
    return {
      me: seenPerson(person),
      people: [...store.people.values()].map(seenPerson),
      channels: this.channels(person.id).map((channel) => this.channel(channel, person.id)),
      commands,
      shortcuts,
      switches: this.switches(person.locale),
      storefront: storefront !== null,
      modal: this.modal(person.id),
      home: this.home(person.id),
      refusals: store.refusals,
    }
  }

  switches(locale = 'en-US'): SeenSwitch[] {
    const labelOf = ({ label, labelZh = label }: SandboxSwitch) => (locale.startsWith('zh') ? labelZh : label)
    return this.#switches.map((one) => ({ id: one.id, label: labelOf(one), on: one.get() }))
  }

  /** The channels a person is in, and their direct messages with the app. */
  channels(person: string): Channel[] {
    const { store } = this.#services
    const dm = store.dm(person)
    return [...store.channels.values()].filter(
      (channel) => channel.members.has(person) && (!channel.dmWith || channel === dm),
    )
  }

  channel(channel: Channel, person: string): SeenChannel {
    const { store } = this.#services
    const { id, topic, dmWith } = channel
    const name = dmWith ? store.bot.realName : channel.name
    return { id, name, topic, kind: dmWith ? 'dm' : 'channel', unread: store.unread(channel, person) }
  }

  /** A channel's messages, or a thread's with its parent first; oldest first. Others' ephemeral messages stay theirs. */
  messages(channel: Channel, person: string, thread?: string): SeenMessage[] {
    return [...channel.messages.values()]
      .filter(({ to }) => !to || to === person)
      .filter((message) => (thread ? message.thread === thread || message.ts === thread : !message.thread))
      .map((message) => this.message(message, person))
  }

  message(message: Message, person: string): SeenMessage {
    const { store } = this.#services
    const author = store.people.get(message.user)
    const inputs = message.inputs.get(person) ?? freshInputs(message.blocks, {})
    const files = message.files.flatMap((id) => store.files.get(id) ?? [])
    const words = message.blocks.length > 0 ? readBlocks(store, message.blocks, inputs) : readText(store, message.text)
    const attached = files.map((file) => `(file: ${file.title}${file.alt ? `, ${file.alt}` : ''})`)
    return {
      channel: message.channel,
      ts: message.ts,
      thread: message.thread,
      author: { id: message.user, name: message.username ?? author?.realName ?? message.user, isApp: message.byApp },
      text: [words, ...attached].filter(Boolean).join('\n'),
      mrkdwn: message.text,
      buttons: buttonsOf(message.blocks),
      blocks: message.blocks,
      state: inputs,
      ephemeral: message.to !== null,
      edited: message.edited !== null,
      files: files.map((file) => seenFile(store, file)),
      reactions: [...message.reactions].map(([name, users]) => ({ name, users })),
      replies: store.replies(message).length,
      pings: store.pings(message),
    }
  }

  /** The modal on top. */
  modal(person: string): SeenView | null {
    const open = this.#services.store.modals.get(person) ?? []
    const top = open.at(-1)
    return top ? this.#view(top, open.length) : null
  }

  home(person: string): SeenView | null {
    const view = this.#services.store.homes.get(person)
    return view ? this.#view(view, 1) : null
  }

  #view(view: View, depth: number): SeenView {
    const { store } = this.#services
    const { id, type, blocks, inputs, errors, trouble } = view
    const title = textOf(view.title)
    return {
      id,
      type,
      title,
      submit: view.submit && textOf(view.submit),
      close: view.close && textOf(view.close),
      text: [title, readBlocks(store, blocks, inputs, errors), trouble].filter(Boolean).join('\n'),
      buttons: buttonsOf(blocks),
      fields: fieldsIn(store, blocks, inputs, errors),
      blocks,
      state: inputs,
      errors,
      trouble,
      depth,
    }
  }
}

function seenPerson({ id, name, realName, title, locale, tz, isBot }: SandboxPerson): SeenPerson {
  return { id, name, realName, title, locale, tz, isBot: isBot === true }
}

function seenFile(store: Store, { id, name, title, mimetype, length, alt, ready }: StoredFile): SeenFile {
  return { id, name, title, mimetype, size: length, alt, ready, url: `${store.publicUrl}/sandbox/files/${id}` }
}
