import { h } from './dom.js'
import { text } from './drawing.js'

/** @import { Element } from './drawing.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * Asks what an element's `confirm` says. Esc and the second button mean no.
 * @param {Element} confirm
 * @param {Workspace} ws
 * @returns {Promise<boolean>}
 */
export function confirmed(confirm, ws) {
  const { words } = ws
  return new Promise((resolve) => {
    const answer = (/** @type {string} */ value) => () => dialog.close(value)
    const title = h('h2', { id: 'confirm-title' }, text(confirm.title, ws))
    const yes = h(
      'button',
      { type: 'button', className: `button ${confirm.style ?? 'primary'}`, onclick: answer('yes') },
      confirm.confirm ? text(confirm.confirm, ws) : words.yes,
    )
    const no = h(
      'button',
      { type: 'button', className: 'button', onclick: answer('no') },
      confirm.deny ? text(confirm.deny, ws) : words.cancel,
    )
    const dialog = h(
      'dialog',
      { className: 'dialog confirm', 'aria-labelledby': title.id },
      h('header', {}, title),
      h('div', { className: 'dialog-body' }, h('p', { className: 'words' }, text(confirm.text, ws))),
      h('footer', {}, no, yes),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    })
    document.body.append(dialog)
    dialog.showModal()
    yes.focus()
  })
}
