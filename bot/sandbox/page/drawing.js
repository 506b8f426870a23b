import { withEmoji } from './emoji.js'
import { mrkdwn } from './mrkdwn.js'

/** @import { InputValue, StateEntry, StateValues, Surface } from '../contract.ts' */
/** @import { Workspace } from './workspace.js' */
/** @typedef {Record<string, any>} Element a block, an element or an object of Block Kit, of unknown make */

/**
 * What an input on a surface lets others do with it.
 * @typedef {object} Field
 * @property {HTMLElement} control takes the focus
 * @property {() => InputValue} [typed] what stands in it, for those that are typed into
 */

/**
 * Where blocks are drawn, and for whom.
 * @typedef {object} Drawing
 * @property {Workspace} ws
 * @property {Surface} surface
 * @property {StateValues} state
 * @property {Record<string, string>} errors by block_id
 * @property {Map<string, Field>} fields by `fieldKey`, filled while drawing
 */

/**
 * A drawing with nothing drawn yet.
 * @param {Workspace} ws
 * @param {Surface} surface
 * @param {StateValues} state
 * @param {Record<string, string>} [errors]
 * @returns {Drawing}
 */
export const drawing = (ws, surface, state, errors = {}) => ({ ws, surface, state, errors, fields: new Map() })

/**
 * @param {Element} block
 * @param {Element} element
 */
export const fieldKey = (block, element) => `${block.block_id} ${element.action_id}`

/**
 * What a person has set an element to, as the server keeps it; empty when nothing.
 * @param {Drawing} on
 * @param {Element} block
 * @param {Element} element
 * @returns {{ value: string, option?: Element }[]}
 */
export function held({ state }, block, element) {
  const entry = /** @type {StateEntry | undefined} */ (state[block.block_id]?.[element.action_id])
  const [, kept] = Object.entries(entry ?? {}).find(([key]) => key !== 'type') ?? []
  return (Array.isArray(kept) ? kept : [kept])
    .filter((one) => one !== null && one !== undefined && one !== '')
    .map((one) => (typeof one === 'object' ? { value: String(one.value), option: one } : { value: String(one) }))
}

/**
 * A text object, or a bare string, as DOM nodes.
 * @param {Element | string | undefined} value
 * @param {Workspace} ws
 * @returns {Node[]}
 */
export function text(value, ws) {
  if (!value) return []
  if (typeof value === 'string') return [document.createTextNode(withEmoji(value))]
  return value.type === 'mrkdwn'
    ? mrkdwn(String(value.text), ws)
    : [document.createTextNode(withEmoji(String(value.text)))]
}

/**
 * A text object's words without formatting, for placeholders and labels.
 * @param {Element | undefined} value
 */
export const plainText = (value) => withEmoji(String(value?.text ?? ''))
