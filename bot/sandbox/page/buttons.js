import { h, icon } from './dom.js'
import { text } from './drawing.js'
import { menu } from './menu.js'
import { use } from './use.js'

/** @import { Drawing, Element } from './drawing.js' */

/**
 * A button; one with an address opens it as well as telling the app.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 */
export function button(block, element, on) {
  const made = h(
    'button',
    {
      type: 'button',
      className: `button ${element.style ?? ''}`,
      'aria-label': element.accessibility_label,
      'data-action': element.action_id,
    },
    text(element.text, on.ws),
  )
  made.addEventListener('click', () => {
    if (made.ariaBusy === 'true') return
    if (/^https?:\/\//.test(String(element.url))) window.open(String(element.url), '_blank', 'noopener')
    void use(on, block, element, element.value ?? null, made)
  })
  return made
}

/**
 * The menu behind three dots.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 */
export function overflow(block, element, on) {
  const { words } = on.ws
  const opener = h(
    'button',
    { type: 'button', className: 'button more', 'aria-label': words.moreActions, 'data-action': element.action_id },
    icon('more'),
  )
  const items = element.options.map((/** @type {Element} */ option) => ({
    label: text(option.text, on.ws),
    pick: () => {
      if (/^https?:\/\//.test(String(option.url))) window.open(String(option.url), '_blank', 'noopener')
      void use(on, block, element, String(option.value), opener)
    },
  }))
  return menu(opener, () => items)
}
