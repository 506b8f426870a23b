import type { InputValue } from './contract.ts'
import type { Delivery } from './deliver.ts'
import { newId, newName } from './ids.ts'
import { elementsOf, entryFor, freshInputs, incomplete, offeredFor } from './inputs.ts'
import { type Fields, fieldsOf, isYes, parseJson, stringOf } from './json.ts'
import { checkView } from './limits/views.ts'
import type { View } from './model.ts'
import { completed, completedText, slackView } from './payloads.ts'
import { type Doing, identity, type Services } from './services.ts'
import type { Store } from './store.ts'

/** How many views a stack of modals holds: the root and two pushed. */
export const STACK = 3

/** Makes a view of a checked payload and puts it into the store's list. */
export function makeView(store: Store, person: string, payload: Fields, previous: View | null): View {
  const id = newId('V')
  const view: View = {
    id,
    person,
    type: payload.type === 'home' ? 'home' : 'modal',
    ...drawn(store, payload),
    root: previous?.root ?? id,
    previous: previous?.id ?? null,
    inputs: {},
    errors: {},
    trouble: null,
  }
  view.inputs = freshInputs(view.blocks, {})
  store.views.set(id, view)
  return view
}

/** Draws a view anew; what the person has entered stays where its inputs stay. */
export function redrawView(store: Store, view: View, payload: Fields): void {
  Object.assign(view, drawn(store, payload), { errors: {}, trouble: null })
  view.inputs = freshInputs(view.blocks, view.inputs)
  store.tell({ kind: view.type, to: view.person })
}

function drawn(store: Store, payload: Fields) {
  return {
    callbackId: stringOf(payload.callback_id),
    privateMetadata: stringOf(payload.private_metadata),
    externalId: stringOf(payload.external_id),
    title: completedText(payload.title),
    submit: completedText(payload.submit),
    close: completedText(payload.close),
    clearOnClose: isYes(payload.clear_on_close),
    notifyOnClose: isYes(payload.notify_on_close),
    blocks: completed(payload.blocks as View['blocks']),
    hash: `${Math.floor(store.now() / 1000)}.${newName()}`,
  }
}

/** Shows a modal on top of those that a person has open; with `root` it takes their place. */
export function showModal(store: Store, view: View, root: boolean): void {
  const open = store.modals.get(view.person) ?? []
  if (root) for (const old of open) store.views.delete(old.id)
  store.modals.set(view.person, root ? [view] : [...open, view])
  store.tell({ kind: 'modal', to: view.person })
}

function takeAway(store: Store, person: string, gone: View[]): void {
  for (const view of gone) store.views.delete(view.id)
  const left = (store.modals.get(person) ?? []).filter((view) => !gone.includes(view))
  store.modals.set(person, left)
  store.tell({ kind: 'modal', to: person })
}

/** What a submission came to; `errors` stand at their inputs, by block_id. */
export interface SubmitResult {
  delivery: Delivery | null
  error: string | null
  errors: Record<string, string>
}

/** A person submits the modal on top, with what they entered. */
export async function submit(
  services: Services,
  { person, twice }: Doing,
  values: Record<string, Record<string, InputValue>> = {},
): Promise<SubmitResult> {
  const { store, deliver, triggers } = services
  const view = store.modals.get(person)?.at(-1)
  if (!view?.submit) return { delivery: null, error: view ? 'no_submit_button' : 'no_modal', errors: {} }
  for (const placed of elementsOf(view.blocks)) {
    const value = values[placed.blockId]?.[placed.actionId]
    const set = value === undefined ? { entry: null } : entryFor(placed, value, offeredFor(placed))
    if ('error' in set) return { delivery: null, error: set.error, errors: {} }
    if (set.entry) view.inputs[placed.blockId] = { ...view.inputs[placed.blockId], [placed.actionId]: set.entry }
  }
  const show = (errors: Record<string, string>, trouble: string | null) => {
    Object.assign(view, { errors, trouble })
    store.tell({ kind: 'modal', to: person })
    return errors
  }
  const missing = incomplete(view.blocks, view.inputs)
  if (Object.keys(missing).length > 0) return { delivery: null, error: null, errors: show(missing, null) }

  const who = { type: 'view_submission', ...identity(services, person), trigger_id: triggers.issue(person) }
  const delivery = await deliver('interaction', { ...who, view: slackView(store, view), response_urls: [] }, { twice })
  if (delivery.error) {
    show({}, 'We had some trouble connecting. Try again?')
    return { delivery, error: delivery.error, errors: {} }
  }
  const outcome = respond(store, view, delivery.body)
  if ('errors' in outcome) return { delivery, error: null, errors: show(outcome.errors, null) }
  if (outcome.error) {
    store.refuse('view_submission answer', outcome.error, outcome.details)
    show({}, 'We had some trouble connecting. Try again?')
  }
  return { delivery, error: outcome.error, errors: {} }
}

/** What an acknowledgement asks for: marks at inputs, or nothing more; or why Slack cannot do it. */
type Asked = { errors: Record<string, string> } | { error: string | null; details: string[] }

/** Does what the acknowledgement of a submission says; an empty one closes the view. */
function respond(store: Store, view: View, body: string): Asked {
  const done = { error: null, details: [] }
  const answer = fieldsOf(parseJson(body))
  const open = store.modals.get(view.person) ?? []
  switch (answer.response_action) {
    case undefined:
      takeAway(store, view.person, [view])
      return done
    case 'clear':
      takeAway(store, view.person, open)
      return done
    case 'errors': {
      const errors = Object.entries(fieldsOf(answer.errors)).map(([block, text]) => [block, stringOf(text)] as const)
      const known = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
      const stray = errors.filter(([block]) => !known.has(block)).map(([block]) => `no input block "${block}"`)
      return stray.length > 0 || errors.length === 0
        ? { error: 'invalid_errors', details: stray }
        : { errors: Object.fromEntries(errors) }
    }
    case 'update':
    case 'push': {
      const checked = checkView(store, answer.view, 'modal')
      if ('error' in checked) return checked
      if (answer.response_action === 'update') redrawView(store, view, checked.view)
      else if (open.length >= STACK) return { error: 'push_limit_reached', details: [] }
      else showModal(store, makeView(store, view.person, checked.view, view), false)
      return done
    }
    default:
      return { error: 'invalid_response_action', details: [stringOf(answer.response_action)] }
  }
}

/** A person closes the modal on top, or all of them; the app is told of those that asked for it. */
export async function close(services: Services, { person }: Doing, all = false): Promise<Delivery | null> {
  const { store, deliver } = services
  const open = store.modals.get(person) ?? []
  const top = open.at(-1)
  if (!top) return null
  const cleared = all || top.clearOnClose
  const gone = cleared ? open : [top]
  takeAway(store, person, gone)
  const told = gone.filter((view) => view.notifyOnClose)
  const send = (view: View) => {
    const payload = {
      type: 'view_closed',
      ...identity(services, person),
      view: slackView(store, view),
      is_cleared: cleared,
    }
    return deliver('interaction', payload)
  }
  return (await Promise.all(told.map(send)))[0] ?? null
}
