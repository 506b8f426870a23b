import type { Live } from './contract.ts'
import type { Change } from './model.ts'
import type { Sight } from './seen.ts'
import type { Services } from './services.ts'

/** A change of the workspace as one person learns of it on the page; nothing where it does not concern them. */
export function liveFor({ store }: Services, sight: Sight, person: string, change: Change): Live[] {
  if (change.to && change.to !== person) return []
  switch (change.kind) {
    case 'message': {
      const message = store.message(change.channel, change.ts)
      const channel = store.channels.get(change.channel)
      if (!message || !channel?.members.has(person)) return []
      const parent = message.thread ? store.message(message.channel, message.thread) : undefined
      return [
        { kind: 'message', message: sight.message(message, person) },
        ...(parent ? [{ kind: 'message' as const, message: sight.message(parent, person) }] : []),
        { kind: 'unread', channel: channel.id, unread: store.unread(channel, person) },
      ]
    }
    case 'gone':
      if (!store.channels.get(change.channel)?.members.has(person)) return []
      return [{ kind: 'gone', channel: change.channel, ts: change.ts }]
    case 'read': {
      const channel = store.channels.get(change.channel)
      return channel ? [{ kind: 'unread', channel: channel.id, unread: store.unread(channel, person) }] : []
    }
    case 'channels':
      return [{ kind: 'channels' }]
    case 'modal':
      return [{ kind: 'modal', view: sight.modal(person) }]
    case 'home': {
      const view = sight.home(person)
      return view ? [{ kind: 'home', view }] : []
    }
    case 'refusal': {
      const refusal = store.refusals.at(-1)
      return refusal ? [{ kind: 'refusal', refusal }] : []
    }
    case 'switch': {
      const found = sight.switches().find(({ id }) => id === change.id)
      return found ? [{ kind: 'switch', id: found.id, on: found.on }] : []
    }
  }
}
