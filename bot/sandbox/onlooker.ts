import type { SeenMessage, SeenView, Surface } from './contract.ts'
import { channelId } from './finding.ts'
import type { Channel } from './model.ts'
import type { Sight } from './seen.ts'
import type { Store } from './store.ts'

/** Which thing is meant, where several would do. */
export interface Where {
  in?: 'message' | 'modal' | 'home'
  channel?: string
  /** this very message */
  message?: Pick<SeenMessage, 'channel' | 'ts'>
}

/** A thing with blocks that a person has before them. */
export interface Thing {
  on: Surface
  blocks: SeenMessage['blocks']
}

/** Somebody who looks at the workspace, for tests: sees what a person sees. */
export class Onlooker {
  readonly id: string
  /** the channel they are in; a command or a word said elsewhere brings them there */
  channel: string
  protected readonly store: Store
  readonly #sight: Sight

  constructor(id: string, store: Store, sight: Sight) {
    if (!store.people.has(id)) throw new Error(`nobody here is called ${id}`)
    this.id = id
    this.store = store
    this.#sight = sight
    this.channel = sight.channels(id)[0]?.id ?? ''
  }

  /** The modal on top. */
  get modal(): SeenView | null {
    return this.#sight.modal(this.id)
  }

  get home(): SeenView | null {
    return this.#sight.home(this.id)
  }

  /** What stands in a channel (or in the direct messages, 'dm'), oldest first; with `thread`, that thread. */
  messages(channel: string = this.channel, thread?: string): SeenMessage[] {
    return this.#sight.messages(this.place(channel), this.id, thread)
  }

  latest(channel: string = this.channel): SeenMessage | undefined {
    return this.messages(channel).at(-1)
  }

  ephemerals(channel: string = this.channel): SeenMessage[] {
    return this.messages(channel).filter((message) => message.ephemeral)
  }

  /** Waits, without polling, until `look` finds something; fails with what the person has before them instead. */
  waitFor<T>(look: () => T | undefined | null | false, within = 5000): Promise<T> {
    const { store } = this
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer)
        store.off('change', again)
        settle()
      }
      const again = () => {
        try {
          const found = look()
          if (found) done(() => resolve(found))
        } catch (fault) {
          done(() => reject(fault))
        }
      }
      const late = new Error(`not seen within ${within} ms`)
      const fail = () => {
        late.message += `; ${this.id} sees:\n${this.#everything().join('\n---\n')}`
        done(() => reject(late))
      }
      const timer = setTimeout(fail, within)
      store.on('change', again)
      again()
    })
  }

  /** Waits until the person reads these words somewhere: in the modal, in a message, in the app's Home. */
  sees(
    words: string | RegExp,
    { channel, within }: { channel?: string; within?: number } = {},
  ): Promise<SeenMessage | SeenView> {
    const reads = (thing: SeenMessage | SeenView | null) =>
      thing && (typeof words === 'string' ? thing.text.includes(words) : words.test(thing.text)) ? thing : undefined
    return this.waitFor(() => {
      if (!channel && reads(this.modal)) return this.modal
      const found = this.#newestFirst(channel).find((message) => reads(message))
      return found ?? (channel ? null : reads(this.home))
    }, within)
  }

  protected direct(): Channel {
    return this.store.dm(this.id)
  }

  protected place(name: string): Channel {
    const { store } = this
    const found = name === 'dm' ? this.direct() : store.channels.get(channelId(store, name) ?? '')
    if (!found) throw new Error(`there is no channel ${name}`)
    return found
  }

  #newestFirst(channel?: string): SeenMessage[] {
    const channels = channel ? [this.place(channel)] : this.#sight.channels(this.id)
    const all = channels.flatMap((one) => [...one.messages.values()]).filter(({ to }) => !to || to === this.id)
    return all
      .sort((one, other) => (one.ts < other.ts ? 1 : -1))
      .map((message) => this.#sight.message(message, this.id))
  }

  /** The things with blocks, the nearest first: the modal (which hides the rest), messages from the newest, Home. */
  protected things({ in: kind, channel, message }: Where): Thing[] {
    const modal = this.modal
    if (kind === 'modal' || (!kind && !message && !channel && modal))
      return modal ? [{ on: { in: 'modal' }, blocks: modal.blocks }] : []
    const home = this.home
    const atHome: Thing[] = home && !channel && !message ? [{ on: { in: 'home' }, blocks: home.blocks }] : []
    if (kind === 'home') return atHome
    const messages = this.#newestFirst(channel).filter(
      (one) => !message || (one.ts === message.ts && one.channel === message.channel),
    )
    const inMessages = messages.map(
      (one): Thing => ({ on: { in: 'message', channel: one.channel, ts: one.ts }, blocks: one.blocks }),
    )
    return kind === 'message' ? inMessages : [...inMessages, ...atHome]
  }

  #everything(): string[] {
    const things = [this.modal, this.home].flatMap((view) => (view ? [`[${view.type}] ${view.text}`] : []))
    return [
      ...things,
      ...this.#newestFirst()
        .slice(0, 5)
        .map(({ text }) => text),
    ]
  }
}
