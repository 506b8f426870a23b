/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Makes an element. `on…` props listen, `data-…`, `aria-…` and other dashed or unknown names become attributes,
 * everything else is set as a DOM property. Children that are strings become text, never markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) made.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else if (name in made && !name.includes('-')) Reflect.set(made, name, value)
    else made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return made
}

/**
 * The element with this id, which index.html holds.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`index.html has no #${id}`)
  return found
}

const PATHS = {
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  down: 'M6 9l6 6 6-6',
  more: 'M5 11.5v1M12 11.5v1M19 11.5v1M4.5 12h1M11.5 12h1M18.5 12h1',
  hash: 'M10 4L8 20M16 4l-2 16M5 9h15M4 15h15',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  thread: 'M4 5h16v11H10l-5 4v-4H4z',
  attach: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7',
  send: 'M4 12l16-8-6 16-3-7z',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  theme: 'M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  check: 'M5 12l5 5 9-10',
  shop: 'M4 9l1.5-5h13L20 9M4 9v11h16V9M4 9h16M9 20v-6h6v6',
  heart: 'M12 20s-8-5-8-11a4.5 4.5 0 0 1 8-2.8A4.5 4.5 0 0 1 20 9c0 6-8 11-8 11z',
  basket: 'M4 9h16l-1.5 11h-13zM8 9l4-6 4 6',
  parcel: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3.5-6 8-6s8 2 8 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
}

/**
 * A line icon, hidden from screen readers: what it stands for is said by the control around it.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}

/**
 * A button that shows only an icon.
 * @param {keyof typeof PATHS} name
 * @param {string} label
 * @param {Record<string, unknown>} props
 */
export function iconButton(name, label, props) {
  return h(
    'button',
    { type: 'button', className: 'icon-button', 'aria-label': label, title: label, ...props },
    icon(name),
  )
}

/**
 * A round mark with someone's initial; its colour follows from the id.
 * @param {{ id: string, realName?: string, name: string }} person
 */
export function avatar(person) {
  const name = person.realName || person.name
  const hue = [...person.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
  const mark = h('span', { className: 'avatar', 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? '?')
  mark.style.setProperty('--hue', String(hue))
  return mark
}
