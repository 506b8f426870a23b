import type { Acting } from './act.ts'
import type { Act, InputValue, Outcome, SeenMessage } from './contract.ts'
import { type Filling, findClick, findElement, inputValue, nameable } from './finding.ts'
import type { Placed } from './inputs.ts'
import { Onlooker, type Thing, type Where } from './onlooker.ts'
import type { Sight } from './seen.ts'
import type { Services } from './services.ts'

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

/**
 * Somebody at work in the workspace, for tests: does what a person does, in the words that a person sees, and sees
 * what a person sees. Each act resolves when the app has acknowledged it.
 */
export class Person extends Onlooker {
  readonly #services: Services
  readonly #acting: Acting

  constructor(id: string, services: Services, acting: Acting, sight: Sight) {
    super(id, services.store, sight)
    this.#services = services
    this.#acting = acting
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
    return this.#act({ do: 'say', text, channel: this.direct().id }, how)
  }

  /** Sends a file into a channel, with or without words. */
  upload(
    file: { name: string; bytes: Uint8Array; mimetype?: string },
    { text, ...place }: Place & { text?: string } = {},
  ): Promise<Outcome> {
    const base64 = Buffer.from(file.bytes).toString('base64')
    return this.#act({ do: 'upload', name: file.name, mimetype: file.mimetype ?? '', base64, text, ...this.#at(place) })
  }

  /** Chooses a file of their machine in the input with this label. */
  attach(label: string, file: { name: string; bytes: Uint8Array }, where: Where = {}): Promise<Outcome> {
    const { thing, found } = this.#find(label, where, (blocks) => findElement(blocks, label))
    const { blockId, actionId } = found
    const base64 = Buffer.from(file.bytes).toString('base64')
    return this.#act({ do: 'attach', on: thing.on, blockId, actionId, name: file.name, mimetype: '', base64 })
  }

  /** Presses the button, or picks the menu's entry, with these words or this action_id. The modal's own buttons too. */
  async click(label: string, where: Where & How = {}): Promise<Outcome> {
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
      : inputValue(this.store, found, option)
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

  #act(act: Act, { twice }: How = {}): Promise<Outcome> {
    if ('channel' in act && act.do !== 'read') this.channel = act.channel
    return this.#acting.act({ person: this.id, twice }, act)
  }

  #at({ channel, thread }: Place): { channel: string; thread?: string } {
    return { channel: channel ? this.place(channel).id : this.channel, ...(thread && { thread }) }
  }

  #find<T>(label: string, where: Where, look: (blocks: Thing['blocks']) => T | undefined): { thing: Thing; found: T } {
    const things = this.things(where)
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
}
