import { runCommand } from './commands.ts'
import type { Act, Outcome } from './contract.ts'
import type { Delivery } from './deliver.ts'
import { openHome, say } from './events.ts'
import { personFile } from './files.ts'
import { before, elementAt, operate, runShortcut, suggest } from './interactions.ts'
import { close, submit } from './modals.ts'
import type { Message } from './model.ts'
import type { SandboxSwitch, Sight } from './seen.ts'
import type { Doing, Services } from './services.ts'

/** What an act came to, before it is told as the person sees it. */
interface Came {
  delivery?: Delivery | null
  error?: string | null
  shown?: Message | null
  errors?: Record<string, string>
  options?: Outcome['options']
}

/** Everything that a person can do in the workspace. The page and the tests' Person both act through this. */
export class Acting {
  readonly #services: Services
  readonly #sight: Sight
  readonly #switches: SandboxSwitch[]

  constructor(services: Services, sight: Sight, switches: SandboxSwitch[]) {
    this.#services = services
    this.#sight = sight
    this.#switches = switches
  }

  /** Does it, and tells how the app acknowledged it and what the person has before them then. */
  async act(who: Doing, act: Act): Promise<Outcome> {
    const {
      delivery = null,
      error = delivery?.error ?? null,
      shown,
      errors = {},
      options = [],
    } = await this.#do(who, act)
    return {
      ok: error === null && Object.keys(errors).length === 0,
      status: delivery?.status ?? null,
      error,
      shown: shown ? this.#sight.message(shown, who.person) : null,
      modal: this.#sight.modal(who.person),
      errors,
      options,
      ms: delivery?.ms ?? 0,
    }
  }

  async #do(who: Doing, act: Act): Promise<Came> {
    const services = this.#services
    const { store } = services
    if ('channel' in act && !this.#sight.channels(who.person).some(({ id }) => id === act.channel))
      return { error: 'channel_not_found' }
    switch (act.do) {
      case 'command':
        return runCommand(services, who, act.text, act)
      case 'say': {
        const { delivery, message } = await say(services, who, act.text, act)
        return { delivery, shown: message }
      }
      case 'upload': {
        const file = personFile(store, who.person, act.name, act.mimetype, Buffer.from(act.base64, 'base64'))
        const { delivery, message } = await say(services, who, act.text ?? '', { ...act, files: [file.id] })
        return { delivery, shown: message }
      }
      case 'use':
      case 'attach':
      case 'suggest': {
        const seen = before(services, who.person, act.on)
        const placed = seen && elementAt(seen, act.blockId, act.actionId)
        if (!placed) return { error: 'element_not_found' }
        if (act.do === 'attach') {
          const file = personFile(store, who.person, act.name, act.mimetype, Buffer.from(act.base64, 'base64'))
          return operate(services, who, seen, placed, [file.id])
        }
        return act.do === 'use'
          ? operate(services, who, seen, placed, act.value)
          : suggest(services, who, seen, placed, act.query)
      }
      case 'submit':
        return submit(services, who, act.values)
      case 'close':
        return { delivery: await close(services, who, act.all) }
      case 'shortcut': {
        const message = act.message ? store.message(act.message.channel, act.message.ts) : null
        const known = services.shortcuts.find(({ callbackId }) => callbackId === act.callbackId)
        if (!known || message === undefined || (known.type === 'message') !== (message !== null))
          return { error: 'shortcut_not_found' }
        return { delivery: await runShortcut(services, who, act.callbackId, message) }
      }
      case 'home':
        return { delivery: await openHome(services, who) }
      case 'read': {
        const channel = store.channels.get(act.channel)
        const last = [...(channel?.messages.keys() ?? [])].at(-1)
        if (last) channel?.read.set(who.person, last)
        store.tell({ kind: 'read', channel: act.channel, to: who.person })
        return {}
      }
      case 'react': {
        const message = store.message(act.channel, act.ts)
        if (!message) return { error: 'message_not_found' }
        const users = message.reactions.get(act.name) ?? []
        if (!users.includes(who.person)) message.reactions.set(act.name, [...users, who.person])
        store.changed(message)
        return {}
      }
      case 'dismiss': {
        const message = store.message(act.channel, act.ts)
        if (message?.to !== who.person) return { error: 'message_not_found' }
        store.remove(message)
        return {}
      }
      case 'switch': {
        const found = this.#switches.find(({ id }) => id === act.id)
        if (!found) return { error: 'switch_not_found' }
        await found.set(act.on)
        store.tell({ kind: 'switch', id: act.id, to: null })
        return {}
      }
    }
  }
}
