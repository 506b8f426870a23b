import type { Acting } from './act.ts'
import type { Act, InputValue, Outcome, SeenMessage, SeenView, Surface } from './contract.ts'
import { channelId, type Filling, findClick, findElement, inputValue, nameable } from './finding.ts'
import type { Placed } from './inputs.ts'
import type { Channel } from './model.ts'
import type { Sight } from './seen.ts'
import type { Services } from './services.ts'

/** Which thing is meant, where several would do. */
export interface Where {
  in?: 'message' | 'modal' | 'home'
  channel?: string
  /** this very message */
  message?: Pick<SeenMessage, 'channel' | 'ts'>
}

/** How something is done: sent twice, or turned down at the confirm dialog. */
export interface How {
  twice?: boolean
  confirm?: 'accept' | 'decline'
}

/** Where someone speaks; without it the channel they are in. */
export interface Place {
  channel?: string
  thread?: string
}

/** A thing with blocks that a person has before them. */
interface Thing {
  on: Surface
  blocks: SeenMessage['blocks']
}

/**
 * Somebody at work in the workspace, for tests: does what a person does, in the words that a person sees, and sees
 * what a person sees. Each act resolves when the app has acknowledged it.
 */
export class Person {
  readonly id: string
  /** the channel they are in; a command or a word said elsewhere brings them there */
  channel: string
  readonly #services: Services
  readonly #acting: Acting
  readonly #sight: Sight

  constructor(id: string, services: Services, acting: Acting, sight: Sight) {
    if (!services.store.people.has(id)) throw new Error(`nobody here is called ${id}`)
    this.id = id
    this.#services = services
    this.#acting = acting
    this.#sight = sight
    this.channel = sight.channels(id)[0]?.id ?? ''
  }

  /** Types a slash command: `command('/stock low', { channel: 'ops' })`. */
  command(text: string, { twice, ...place }: Place & How = {}): Promise<Outcome> {
    return this.#act({ do: 'command', text, ...this.#at(place) }, { twice })
  }

  say(text: string, { twice, ...place }: Place & How = {}): Promise<Outcome> {
    return this.#act({ do: 'say', text, ...this.#at(place) }, { twice })
  }

  /** Writes to the app directly. */
  dm(text: string, how: How = {}): Promise<Outcome> {
    return this.#act({ do: 'say', text, channel: this.#dm().id }, how)
  }

  /** Sends a file into a channel, with or without words. */
  upload(
    file: { name: string; bytes: Uint8Array; mimetype?: string },
    { text, ...place }: Place & { text?: string } = {},
  ): Promise<Outcome> {
    const base64 = Buffer.from(file.bytes).toString('base64')
    return this.#act({ do: 'upload', name: file.name, mimetype: file.mimetype ?? '', base64, text, ...this.#at(place) })
  }

  /** Presses the button, or picks the menu's entry, with these words or this action_id. The modal's own buttons too. */
  click(label: string, where: Where & How = {}): Promise<Outcome> {
    const modal = this.modal
    if (modal && (where.in ?? 'modal') === 'modal') {
      if (modal.submit === label) return this.submit(where)
      if (modal.close === label) return this.closeModal()
    }
    const { thing, found } = this.#find(label, where, (blocks) => findClick(blocks, label))
    return this.#use(thing, found.placed, found.value, where)
  }

  /** Picks an option in the select, menu, picker or group with this label, placeholder or action_id. */
  async select(label: string, option: Filling, where: Where & How = {}): Promise<Outcome> {
    const { thing, found } = this.#find(label, where, (blocks) => findElement(blocks, label))
    const value = found.type.endsWith('external_select')
      ? await this.#choose(thing, found, option)
      : inputValue(this.#services.store, found, option)
    return this.#use(thing, found, value, where)
  }

  /** Fills inputs by their labels: `fill({ Amount: '12.50', Reason: 'Damaged', Items: ['Tea', 'Cup'] })`. */
  async fill(values: Record<string, Filling>, where: Where = {}): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const [label, filling] of Object.entries(values)) outcomes.push(await this.select(label, filling, where))
    return outcomes
  }

  /** What an external select offers for these words. */
  async suggestions(label: string, query: string, where: Where = {}): Promise<Outcome['options']> {
    const { thing, found } = this.#find(label, where, (blocks) => findElement(blocks, label))
    return (await this.#suggest(thing, found, query)).options
  }

  submit({ twice }: How = {}): Promise<Outcome> {
    return this.#act({ do: 'submit' }, { twice })
  }

  closeModal(all = false): Promise<Outcome> {
    return this.#act({ do: 'close', all })
  }

  openHome(how: How = {}): Promise<Outcome> {
    return this.#act({ do: 'home' }, how)
  }

  /** Picks a shortcut by its name or callback_id; a message's own with the message. */
  shortcut(name: string, message?: Pick<SeenMessage, 'channel' | 'ts'>): Promise<Outcome> {
    const found = this.#services.shortcuts.find((known) => known.name === name || known.callbackId === name)
    if (!found) throw new Error(`there is no shortcut "${name}"`)
    const about = message && { message: { channel: message.channel, ts: message.ts } }
    return this.#act({ do: 'shortcut', callbackId: found.callbackId, ...about })
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
    return this.#sight.messages(this.#channel(channel), this.id, thread)
  }

  latest(channel: string = this.channel): SeenMessage | undefined {
    return this.messages(channel).at(-1)
  }

  ephemerals(channel: string = this.channel): SeenMessage[] {
    return this.messages(channel).filter((message) => message.ephemeral)
  }

  /** Waits, without polling, until `look` finds something; fails with what the person has before them instead. */
  waitFor<T>(look: () => T | undefined | null | false, within = 5000): Promise<T> {
    const { store } = this.#services
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

  #act(act: Act, { twice }: How = {}): Promise<Outcome> {
    if ('channel' in act && act.do !== 'read') this.channel = act.channel
    return this.#acting.act({ person: this.id, twice }, act)
  }

  #at({ channel, thread }: Place): { channel: string; thread?: string } {
    return { channel: channel ? this.#channel(channel).id : this.channel, ...(thread && { thread }) }
  }

  #dm(): Channel {
    return this.#services.store.dm(this.id)
  }

  #channel(name: string): Channel {
    const { store } = this.#services
    const found = name === 'dm' ? this.#dm() : store.channels.get(channelId(store, name) ?? '')
    if (!found) throw new Error(`there is no channel ${name}`)
    return found
  }

  #newestFirst(channel?: string): SeenMessage[] {
    const channels = channel ? [this.#channel(channel)] : this.#sight.channels(this.id)
    const all = channels.flatMap((one) => [...one.messages.values()]).filter(({ to }) => !to || to === this.id)
    return all
      .sort((one, other) => (one.ts < other.ts ? 1 : -1))
      .map((message) => this.#sight.message(message, this.id))
  }

  /** The things with blocks, the nearest first: the modal (which hides the rest), messages from the newest, Home. */
  #things({ in: kind, channel, message }: Where): Thing[] {
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

  #find<T>(label: string, where: Where, look: (blocks: Thing['blocks']) => T | undefined): { thing: Thing; found: T } {
    const things = this.#things(where)
    for (const thing of things) {
      const found = look(thing.blocks)
      if (found) return { thing, found }
    }
    const there = [...new Set(things.flatMap(({ blocks }) => nameable(blocks)))]
    throw new Error(`${this.id} finds no "${label}" here; there is: ${there.join(', ') || 'nothing'}`)
  }

  async #use({ on }: Thing, placed: Placed, value: InputValue, { confirm, twice }: How): Promise<Outcome> {
    const { blockId, actionId, element } = placed
    const declined = element.confirm && confirm === 'decline'
    if (declined)
      return {
        ok: false,
        status: null,
        error: 'declined',
        shown: null,
        modal: this.modal,
        errors: {},
        options: [],
        ms: 0,
      }
    return this.#act({ do: 'use', on, blockId, actionId, value }, { twice })
  }

  #suggest({ on }: Thing, { blockId, actionId }: Placed, query: string): Promise<Outcome> {
    return this.#act({ do: 'suggest', on, blockId, actionId, query })
  }

  /** Searches an external select for each word and picks what carries it. */
  async #choose(thing: Thing, placed: Placed, option: Filling): Promise<InputValue> {
    const values: string[] = []
    for (const words of option === null ? [] : [option].flat().map(String)) {
      const { options, error } = await this.#suggest(thing, placed, words)
      const fits = options.find(({ label, value }) => label === words || value === words) ?? options[0]
      if (!fits) throw new Error(`nothing is offered for "${words}"${error ? `: ${error}` : ''}`)
      values.push(fits.value)
    }
    return placed.type.startsWith('multi_') ? values : (values[0] ?? null)
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
