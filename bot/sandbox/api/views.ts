import { type Fields, stringOf } from '../json.ts'
import { checkView } from '../limits/views.ts'
import { makeView, redrawView, STACK, showModal } from '../modals.ts'
import type { View } from '../model.ts'
import { slackView } from '../payloads.ts'
import type { Services } from '../services.ts'
import type { Store } from '../store.ts'
import { type Method, SlackError } from './method.ts'

/** Checks a view before anything else is used up: a refused view leaves the trigger for another try. */
function checked(store: Store, args: Fields, kind: 'modal' | 'home', self?: View): Fields {
  const result = checkView(store, args.view, kind)
  if ('error' in result) throw new SlackError(result.error, result.details)
  const external = stringOf(result.view.external_id)
  const twin = external && [...store.views.values()].find((view) => view.externalId === external && view !== self)
  if (twin) throw new SlackError('duplicate_external_id')
  return result.view
}

function takeTrigger({ triggers }: Services, args: Fields): string {
  const id = stringOf(args.trigger_id) || stringOf(args.interactivity_pointer)
  if (!id) throw new SlackError('invalid_arguments', ['missing required field: trigger_id'])
  const taken = triggers.take(id)
  if ('error' in taken) throw new SlackError(taken.error)
  return taken.person
}

function unraced(view: View, args: Fields): void {
  if (args.hash && args.hash !== view.hash) throw new SlackError('hash_conflict')
}

export const views: Record<string, Method> = {
  'views.open': {
    tier: 4,
    scopes: [],
    run(services, args) {
      const { store } = services
      const payload = checked(store, args, 'modal')
      const view = makeView(store, takeTrigger(services, args), payload, null)
      showModal(store, view, true)
      return { view: slackView(store, view) }
    },
  },
  'views.push': {
    tier: 4,
    scopes: [],
    run(services, args) {
      const { store } = services
      const payload = checked(store, args, 'modal')
      const person = takeTrigger(services, args)
      const open = store.modals.get(person) ?? []
      const top = open.at(-1)
      if (!top) throw new SlackError('not_found')
      if (open.length >= STACK) throw new SlackError('push_limit_reached')
      const view = makeView(store, person, payload, top)
      showModal(store, view, false)
      return { view: slackView(store, view) }
    },
  },
  'views.update': {
    tier: 4,
    scopes: [],
    run({ store }, args) {
      const external = stringOf(args.external_id)
      const view =
        store.views.get(stringOf(args.view_id)) ??
        [...store.views.values()].find((one) => external && one.externalId === external)
      if (!view) throw new SlackError('not_found')
      unraced(view, args)
      redrawView(store, view, checked(store, args, view.type, view))
      return { view: slackView(store, view) }
    },
  },
  'views.publish': {
    tier: 4,
    scopes: [],
    run({ store }, args) {
      const person = stringOf(args.user_id)
      if (!store.people.has(person)) throw new SlackError('user_not_found')
      const old = store.homes.get(person)
      if (old) unraced(old, args)
      const payload = checked(store, args, 'home', old)
      const view = old ?? makeView(store, person, payload, null)
      store.homes.set(person, view)
      redrawView(store, view, payload)
      return { view: slackView(store, view) }
    },
  },
}
