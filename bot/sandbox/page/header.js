import { avatar, byId, h, icon } from './dom.js'
import { menu } from './menu.js'

/** @import { Place } from './route.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * The bar at the top: who acts, the host program's switches, light or dark.
 * @param {Workspace} ws
 * @param {() => Place} here
 * @param {AbortSignal} until
 */
export function showHeader(ws, here, until) {
  const { words, me } = ws
  byId('brand').textContent = words.workspace
  byId('open-drawer').setAttribute('aria-label', words.openNavigation)
  const theme = byId('theme')
  theme.setAttribute('aria-label', words.theme)
  theme.title = words.theme

  const face = (/** @type {typeof me} */ person) => [
    avatar(person),
    h('span', { className: 'who' }, h('strong', {}, person.realName), h('span', { className: 'hint' }, person.title)),
  ]
  const opener = h(
    'button',
    {
      type: 'button',
      id: 'person',
      'aria-label': `${words.actingAs} ${me.realName}, ${me.title}. ${words.switchPerson}`,
    },
    h('span', { className: 'acting quiet' }, words.actingAs),
    face(me),
    icon('down'),
  )
  const people = () =>
    ws.state.people
      .filter(({ isBot }) => !isBot)
      .map((person) => ({
        label: face(person),
        checked: person.id === me.id,
        pick: () => {
          location.hash = ws.address({ at: here().at ?? '', as: person.id })
        },
      }))
  byId('acting').replaceChildren(menu(opener, people))

  const draw = () =>
    byId('switches').replaceChildren(
      ...ws.state.switches.map(({ id, label, on }) => {
        const flip = () => void ws.act({ do: 'switch', id, on: !on })
        return h(
          'button',
          { type: 'button', className: 'switch', role: 'switch', 'aria-checked': String(on), onclick: flip },
          h('span', { className: 'knob' }),
          label,
        )
      }),
    )
  ws.on('switch', draw, until)
  ws.on('loaded', draw, until)
  draw()
}

/** Light or dark: as the system says until the button is used, then as chosen, also next time. */
export function workTheme() {
  const root = document.documentElement
  const chosen = localStorage.getItem('theme')
  if (chosen) root.dataset.theme = chosen
  byId('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
    localStorage.setItem('theme', root.dataset.theme)
  })
}
