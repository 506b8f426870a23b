import { h, icon } from './dom.js'

/** @import { Choice } from './choices.js' */
/** @import { Words } from './words.js' */

/**
 * A search with the list of what it finds. Arrow keys move, Enter picks; the focus stays in the search.
 * @param {object} options
 * @param {Words} options.words
 * @param {string} options.label
 * @param {boolean} options.many several can be chosen, and the list stays open
 * @param {number} options.minimum how many characters the search needs
 * @param {(query: string) => Promise<Choice[]>} options.ask
 * @param {(choice: Choice) => boolean} options.isChosen
 * @param {(choice: Choice) => void} options.pick
 */
export function listbox({ words, label, many, minimum, ask, isChosen, pick }) {
  const id = `l-${crypto.randomUUID()}`
  const list = h('div', {
    id,
    className: 'options',
    role: 'listbox',
    'aria-label': label,
    'aria-multiselectable': String(many),
  })
  const note = h('p', { className: 'quiet', role: 'status' })
  const search = h('input', {
    className: 'text-input search',
    type: 'text',
    role: 'combobox',
    placeholder: words.search,
    autocomplete: 'off',
    'aria-label': `${label}: ${words.search}`,
    'aria-controls': id,
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
  })
  /** @type {{ choice: Choice, node: HTMLElement }[]} */
  let rows = []
  let at = 0
  let asked = 0

  const mark = (/** @type {number} */ to) => {
    at = Math.max(0, Math.min(to, rows.length - 1))
    rows.forEach(({ node, choice }, place) => {
      node.classList.toggle('active', place === at)
      node.setAttribute('aria-selected', String(isChosen(choice)))
    })
    const active = rows[at]?.node
    search.setAttribute('aria-activedescendant', active?.id ?? '')
    active?.scrollIntoView({ block: 'nearest' })
  }
  const take = (/** @type {Choice | undefined} */ choice) => {
    if (!choice) return
    pick(choice)
    mark(at)
  }
  const draw = (/** @type {Choice[]} */ found) => {
    list.replaceChildren()
    rows = found.map((choice, place) => {
      if (choice.group && choice.group !== found[place - 1]?.group)
        list.append(h('div', { className: 'group', role: 'presentation' }, choice.group))
      const words = h(
        'span',
        {},
        choice.label,
        choice.description && h('span', { className: 'hint' }, choice.description),
      )
      const node = h(
        'div',
        { id: `${id}-${place}`, className: 'option', role: 'option', onclick: () => take(choice) },
        words,
        icon('check'),
      )
      node.addEventListener('pointermove', () => at !== place && mark(place))
      list.append(node)
      return { choice, node }
    })
    note.textContent = rows.length === 0 ? words.noMatch : ''
    mark(
      Math.max(
        0,
        rows.findIndex(({ choice }) => isChosen(choice)),
      ),
    )
  }
  const refresh = async () => {
    const mine = ++asked
    const missing = minimum - [...search.value].length
    if (missing > 0) {
      draw([])
      note.textContent = words.typeMore(minimum)
      return
    }
    note.textContent = words.loading
    try {
      const found = await ask(search.value)
      if (mine === asked) draw(found)
    } catch (fault) {
      if (mine === asked) note.textContent = words.noAnswer(fault instanceof Error ? fault.message : '')
    }
  }
  /** @type {ReturnType<typeof setTimeout>} */
  let pause
  search.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(refresh, minimum > 0 ? 200 : 60)
  })
  search.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (to !== undefined) mark(to)
    else if (event.key === 'Enter') take(rows[at]?.choice)
    else return
    event.preventDefault()
  })
  void refresh()
  return { node: h('div', { className: 'listbox' }, search, list, note), search }
}
