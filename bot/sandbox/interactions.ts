import type { InputValue, StateValues, Surface } from './contract.ts'
import type { Delivery } from './deliver.ts'
import { elementsOf, entryFor, offer, offeredFor, optionsOf, type Placed } from './inputs.ts'
import { type Fields, fieldsOf, parseJson, stringOf, textOf } from './json.ts'
import { checkSuggestions } from './limits/suggestions.ts'
import type { Message, View } from './model.ts'
import { slackMessage, slackView } from './payloads.ts'
import { actionTs, type Doing, identity, type Services } from './services.ts'

/** What a person has before them: a message, the modal on top, or the app's Home. */
export type Before = { message: Message; inputs: StateValues } | { view: View; inputs: StateValues }

/** The thing with the element, as this person sees it; undefined when it is gone or never was theirs. */
export function before({ store }: Services, person: string, on: Surface): Before | undefined {
  if (on.in === 'message') {
    const message = store.message(on.channel, on.ts)
    return message && (!message.to || message.to === person)
      ? { message, inputs: store.inputsOf(message, person) }
      : undefined
  }
  const view = on.in === 'modal' ? store.modals.get(person)?.at(-1) : store.homes.get(person)
  return view && { view, inputs: view.inputs }
}

/** The parts of a payload that say on what the element stands. */
function standing(services: Services, person: string, seen: Before): Fields {
  const { store, responses } = services
  if ('view' in seen) return { container: { type: 'view', view_id: seen.view.id }, view: slackView(store, seen.view) }
  const { message } = seen
  const channel = { id: message.channel, name: store.channels.get(message.channel)?.name ?? '' }
  const target = { person, channel: message.channel, thread: message.thread, origin: message }
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      ...(message.thread && { thread_ts: message.thread }),
      channel_id: message.channel,
      is_ephemeral: message.to !== null,
    },
    channel,
    ...(!message.to && { message: slackMessage(store, message) }),
    state: { values: seen.inputs },
    response_url: responses.issue(target),
  }
}

/**
 * A person uses an element: presses a button, picks, types. Sends block_actions where the element does so.
 * Nothing is sent (null) by an input that only keeps what was set, to be submitted later.
 */
export async function operate(
  services: Services,
  { person, twice }: Doing,
  seen: Before,
  placed: Placed,
  value: InputValue,
): Promise<{ delivery: Delivery | null; error?: 'invalid_option' }> {
  const { store, deliver, triggers } = services
  const { blockId, actionId, element, type } = placed
  const set = entryFor(placed, value, offeredFor(placed))
  const menu = type === 'overflow' ? optionsOf(element).find(({ option }) => option.value === value)?.option : undefined
  if ('error' in set || (type === 'overflow' && !menu)) return { delivery: null, error: 'invalid_option' }
  const { entry } = set
  if (entry) seen.inputs[blockId] = { ...seen.inputs[blockId], [actionId]: entry }
  if (entry && 'message' in seen)
    store.tell({ kind: 'message', channel: seen.message.channel, ts: seen.message.ts, to: person })
  if (!placed.sends) return { delivery: null }
  const { style, confirm, placeholder } = element
  const action = {
    action_id: actionId,
    block_id: blockId,
    ...(type === 'button' && { text: element.text, ...('value' in element && { value: element.value }) }),
    ...(menu && { selected_option: menu }),
    ...entry,
    ...(style !== undefined && { style }),
    ...(confirm !== undefined && { confirm }),
    ...(placeholder !== undefined && { placeholder }),
    type,
    action_ts: actionTs(store),
  }
  const payload = {
    type: 'block_actions',
    ...identity(services, person),
    trigger_id: triggers.issue(person),
    ...standing(services, person, seen),
    actions: [action],
  }
  return { delivery: await deliver('interaction', payload, { twice }) }
}

/** One choice that an external select offers. */
export interface Suggestion {
  label: string
  value: string
  group: string | null
}

/** A person types into an external select: the app is asked what it offers. */
export async function suggest(
  services: Services,
  { person }: Doing,
  seen: Before,
  placed: Placed,
  query: string,
): Promise<{ delivery: Delivery; error: string | null; options: Suggestion[] }> {
  const { store, deliver } = services
  const { response_url, message, state, ...where } = standing(services, person, seen)
  const what = { action_id: placed.actionId, block_id: placed.blockId, value: query }
  const delivery = await deliver('interaction', {
    type: 'block_suggestion',
    ...identity(services, person),
    ...where,
    ...what,
  })
  if (delivery.error) return { delivery, error: delivery.error, options: [] }
  const answer = fieldsOf(parseJson(delivery.body))
  const wrong = checkSuggestions(answer)
  if (wrong.length > 0) {
    store.refuse('block_suggestion', 'invalid_options', wrong)
    return { delivery, error: 'invalid_options', options: [] }
  }
  const found = optionsOf(answer)
  offer(
    placed,
    found.map(({ option }) => option),
  )
  const options = found.map(({ option, group }) => ({ label: textOf(option), value: stringOf(option.value), group }))
  return { delivery, error: null, options }
}

/** A person picks a shortcut from the menu, or from a message's own. */
export function runShortcut(
  services: Services,
  { person, twice }: Doing,
  callbackId: string,
  message: Message | null,
): Promise<Delivery> {
  const { store, deliver, triggers } = services
  const common = {
    ...identity(services, person),
    callback_id: callbackId,
    trigger_id: triggers.issue(person),
    action_ts: actionTs(store),
  }
  if (!message) {
    const { name, ...user } = common.user
    return deliver('interaction', { type: 'shortcut', ...common, user }, { twice })
  }
  const { channel, response_url } = standing(services, person, { message, inputs: {} })
  const about = { channel, message_ts: message.ts, message: slackMessage(store, message), response_url }
  return deliver('interaction', { type: 'message_action', ...common, ...about }, { twice })
}

/** The element of blocks with these ids. */
export function elementAt(seen: Before, blockId: string, actionId: string): Placed | undefined {
  const blocks = 'view' in seen ? seen.view.blocks : seen.message.blocks
  return elementsOf(blocks).find((placed) => placed.blockId === blockId && placed.actionId === actionId)
}
