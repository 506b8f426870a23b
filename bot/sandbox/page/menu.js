import { h } from './dom.js'
import { openAt } from './popover.js'

/** @import { Child } from './dom.js' */
/** @typedef {{ label: Child[] | string, pick: () => void, checked?: boolean, name?: string }} MenuItem `name`: what a mere sign stands for; such items share a row */

/**
 * A button that opens a menu. Arrow keys, Home and End move in it, Enter picks, Esc closes it.
 * @param {HTMLButtonElement} opener
 * @param {() => MenuItem[]} items asked at each opening
 * @returns {HTMLElement} the opener with its menu
 */
export function menu(opener, items) {
  const list = h('div', { className: 'menu', role: 'menu', popover: 'auto' })
  opener.setAttribute('aria-haspopup', 'menu')
  opener.setAttribute('aria-expanded', 'false')
  list.addEventListener('toggle', ({ newState }) => opener.setAttribute('aria-expanded', String(newState === 'open')))

  const entries = () => /** @type {HTMLElement[]} */ ([...list.children])
  const open = () => {
    list.replaceChildren(
      ...items().map(({ label, pick, checked, name }) => {
        const role = checked === undefined ? 'menuitem' : 'menuitemradio'
        const choose = () => {
          list.hidePopover()
          opener.focus()
          pick()
        }
        return h(
          'button',
          {
            type: 'button',
            role,
            tabIndex: -1,
            className: name ? 'sign' : '',
            'aria-label': name,
            title: name ?? '',
            'aria-checked': checked === undefined ? null : String(checked),
            onclick: choose,
          },
          ...(Array.isArray(label) ? label : [label]),
        )
      }),
    )
    openAt(list, opener)
    const first = entries().find((entry) => entry.ariaChecked === 'true') ?? entries()[0]
    first?.focus()
  }
  opener.addEventListener('click', () => (list.matches(':popover-open') ? list.hidePopover() : open()))
  opener.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      open()
    }
  })
  list.addEventListener('keydown', (event) => {
    const all = entries()
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') list.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    all[to % all.length]?.focus()
  })
  return h('span', { className: 'menu-host' }, opener, list)
}
