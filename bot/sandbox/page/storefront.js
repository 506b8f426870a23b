import { byId, h, icon } from './dom.js'

/** @import { Workspace } from './workspace.js' */

const isOpen = () => sessionStorage.getItem('storefront') === 'open'

/** @param {boolean} open */
export function setOpen(open) {
  sessionStorage.setItem('storefront', open ? 'open' : '')
  window.dispatchEvent(new Event('storefront'))
}

/**
 * The way to the storefront in the list of places: opens it beside the conversation, and closes it again.
 * @param {Workspace} ws
 */
export function storefrontOpener({ words }) {
  const press = () => setOpen(!isOpen())
  return h(
    'button',
    { type: 'button', id: 'open-storefront', className: 'place', 'aria-expanded': String(isOpen()), onclick: press },
    icon('shop'),
    h('span', {}, words.storefront),
  )
}

/**
 * Shows the phone of the storefront while it is open. Its code is loaded when it is first opened.
 * @param {Workspace} ws
 * @param {AbortSignal} until
 */
export function workStorefront(ws, until) {
  const panel = byId('storefront')
  panel.replaceChildren()
  /** @type {Promise<() => void> | null} */
  let phone = null
  const show = async () => {
    const open = isOpen() && ws.state.storefront
    panel.hidden = !open
    const opener = document.getElementById('open-storefront')
    opener?.setAttribute('aria-expanded', String(open))
    if (!open) return opener?.focus()
    phone ??= import('./phone.js').then(({ fillPhone }) => fillPhone(ws, panel, until))
    const enter = await phone
    if (!until.aborted) enter()
  }
  window.addEventListener('storefront', show, { signal: until })
  panel.hidden = !isOpen() || !ws.state.storefront
  if (!panel.hidden) void show()
}
