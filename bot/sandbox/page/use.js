import { confirmed } from './dialogs.js'
import { h } from './dom.js'

/** @import { Act, InputValue, Outcome } from '../contract.ts' */
/** @import { Drawing, Element } from './drawing.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * Uses an element: asks first where it wants a confirmation, keeps quietly what an input of a form holds, and tells
 * the app of the rest. Null when the person said no. A refusal is shown beside the element.
 * @param {Drawing} on
 * @param {Element} block
 * @param {Element} element
 * @param {InputValue} value
 * @param {HTMLElement} node what the person used; busy meanwhile
 * @returns {Promise<Outcome | null>}
 */
export async function use(on, block, element, value, node) {
  const { ws, surface } = on
  const asked = /** @type {const} */ ({
    do: 'use',
    on: surface,
    blockId: block.block_id,
    actionId: element.action_id,
    value,
  })
  if (block.type === 'input' && !block.dispatch_action) return ws.keep(asked)
  if (element.confirm && !(await confirmed(element.confirm, ws))) return null
  return act(on.ws, asked, node)
}

/**
 * Does something for a control: it is busy meanwhile, and a refusal is shown beside it.
 * @param {Workspace} ws
 * @param {Act} asked
 * @param {HTMLElement} node
 */
export async function act(ws, asked, node) {
  const { words } = ws
  node.setAttribute('aria-busy', 'true')
  const outcome = await ws.act(asked)
  node.removeAttribute('aria-busy')
  showTrouble(node, outcome.error && (outcome.error === 'unsent' ? words.notSent : words.noAnswer(outcome.error)))
  return outcome
}

/**
 * Says what went wrong after a control, or takes it away.
 * @param {HTMLElement} node
 * @param {string | null} text
 */
export function showTrouble(node, text) {
  const place = node.closest('.block, .message, .composer') ?? node.parentElement
  place?.querySelector(':scope > .trouble')?.remove()
  if (text) place?.append(h('p', { className: 'trouble', role: 'alert' }, text))
}
