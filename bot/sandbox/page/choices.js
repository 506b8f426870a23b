import { plainText } from './drawing.js'

/** @import { Drawing, Element } from './drawing.js' */
/** @import { Workspace } from './workspace.js' */
/** @typedef {{ value: string, label: string, description?: string, group?: string | null }} Choice */

/**
 * What a select offers for what has been typed into its search; asks the app where the app decides.
 * Throws with the error's code where the app does not answer.
 * @param {Drawing} on
 * @param {Element} block
 * @param {Element} element
 * @param {string} query
 * @returns {Promise<Choice[]>}
 */
export async function choices(on, block, element, query) {
  if (element.type.endsWith('external_select')) {
    const place = { on: on.surface, blockId: block.block_id, actionId: element.action_id }
    const outcome = await on.ws.act({ do: 'suggest', ...place, query })
    if (outcome.error) throw new Error(outcome.error)
    return outcome.options
  }
  const wanted = query.trim().toLowerCase()
  return listed(element, on.ws).filter(({ label, description }) =>
    `${label} ${description}`.toLowerCase().includes(wanted),
  )
}

/**
 * @param {Element} element
 * @param {Workspace} ws
 * @returns {Choice[]}
 */
function listed(element, ws) {
  const kind = element.type.replace('multi_', '')
  if (kind === 'users_select') return people(ws)
  if (kind === 'channels_select') return channels(ws)
  if (kind === 'conversations_select') {
    const only = element.filter?.include
    return [
      ...(!only || only.includes('public') ? channels(ws) : []),
      ...(!only || only.includes('im') ? direct(ws) : []),
    ]
  }
  const grouped = (element.option_groups ?? []).flatMap((/** @type {Element} */ group) =>
    group.options.map((/** @type {Element} */ option) => choice(option, plainText(group.label))),
  )
  return [...(element.options ?? []).map((/** @type {Element} */ option) => choice(option, null)), ...grouped]
}

/**
 * @param {Element} option
 * @param {string | null} group
 * @returns {Choice}
 */
export function choice(option, group) {
  return {
    value: String(option.value),
    label: plainText(option.text),
    description: plainText(option.description),
    group,
  }
}

/** @param {Workspace} ws */
function people({ state }) {
  return state.people.map(({ id, realName, title }) => ({ value: id, label: realName, description: title }))
}

/** @param {Workspace} ws */
function channels({ channels }) {
  return channels
    .filter(({ kind }) => kind === 'channel')
    .map(({ id, name, topic }) => ({ value: id, label: `#${name}`, description: topic }))
}

/** @param {Workspace} ws */
function direct({ channels }) {
  return channels.filter(({ kind }) => kind === 'dm').map(({ id, name }) => ({ value: id, label: name }))
}

/**
 * What is called how, for what is already chosen.
 * @param {{ value: string, option?: Element }} kept
 * @param {Workspace} ws
 * @returns {Choice}
 */
export function named({ value, option }, ws) {
  if (option) return choice(option, null)
  return [...people(ws), ...channels(ws), ...direct(ws)].find((one) => one.value === value) ?? { value, label: value }
}
