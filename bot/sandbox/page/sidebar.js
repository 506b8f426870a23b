import { avatar, byId, h, icon } from './dom.js'
import { storefrontOpener } from './storefront.js'

/** @import { SeenChannel } from '../contract.ts' */
/** @import { Place } from './route.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * The list of where a person can go, with what they have not read. A drawer on small screens.
 * @param {Workspace} ws
 * @param {() => Place} here
 * @param {AbortSignal} until
 */
export function showSidebar(ws, here, until) {
  const { words } = ws
  const side = byId('sidebar')
  side.setAttribute('aria-label', words.navigation)

  const entry = (/** @type {string} */ at, /** @type {(Node | string)[]} */ label, /** @type {number} */ unread = 0) =>
    h(
      'a',
      {
        href: ws.address({ at }),
        className: unread > 0 ? 'place unread' : 'place',
        'aria-current': here().at === at ? 'page' : null,
      },
      ...label,
      unread > 0 && h('span', { className: 'count', 'aria-label': words.unread(unread) }, String(unread)),
    )
  const group = (/** @type {string} */ title, /** @type {HTMLElement[]} */ entries) =>
    h(
      'section',
      {},
      h('h2', {}, title),
      h(
        'ul',
        {},
        entries.map((one) => h('li', {}, one)),
      ),
    )
  const mark = (/** @type {SeenChannel} */ { kind }) => (kind === 'dm' && ws.bot ? avatar(ws.bot) : icon('hash'))
  const of = (/** @type {SeenChannel['kind']} */ wanted) =>
    ws.channels
      .filter(({ kind }) => kind === wanted)
      .map((channel) => entry(channel.id, [mark(channel), h('span', {}, channel.name)], channel.unread))

  const draw = () => {
    const focused =
      document.activeElement instanceof HTMLAnchorElement && side.contains(document.activeElement)
        ? document.activeElement.hash
        : null
    side.replaceChildren(
      group(words.app, [
        entry('home', [icon('home'), h('span', {}, words.home)]),
        ...(ws.state.storefront ? [storefrontOpener(ws)] : []),
      ]),
      group(words.channels, of('channel')),
      group(words.direct, of('dm')),
    )
    const again = [...side.querySelectorAll('a')].find(({ hash }) => hash === focused)
    again?.focus()
  }
  ws.on('unread', draw, until)
  ws.on('loaded', draw, until)
  draw()
  return draw
}

/** Opens the drawer from its button; Esc, the shade and a choice close it. */
export function workDrawer() {
  const opener = byId('open-drawer')
  const set = (/** @type {boolean} */ open) => {
    document.body.classList.toggle('drawer-open', open)
    opener.setAttribute('aria-expanded', String(open))
  }
  opener.addEventListener('click', () => {
    set(!document.body.classList.contains('drawer-open'))
    byId('sidebar').querySelector('a')?.focus()
  })
  byId('shade').addEventListener('click', () => set(false))
  byId('sidebar').addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a, button')) set(false)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !document.body.classList.contains('drawer-open')) return
    set(false)
    opener.focus()
  })
}
