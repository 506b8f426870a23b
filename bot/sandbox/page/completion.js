import { h } from './dom.js'

/** @import { Workspace } from './workspace.js' */
/** @typedef {{ insert: string, label: string, hint: string, about: string }} Suggestion */

/**
 * What could complete the word before the caret: commands at the start, people after @, channels after #.
 * @param {Workspace} ws
 * @param {string} before the text up to the caret
 * @returns {{ word: string, found: Suggestion[] }}
 */
export function completions(ws, before) {
  const word = /(?:^\/|(?:^|\s)[@#])[^\s]*$/.exec(before)?.[0].trimStart() ?? ''
  const wanted = word.slice(1).toLowerCase()
  const starts = (/** @type {string} */ name) => name.toLowerCase().startsWith(wanted)
  const { commands, people, channels } = ws.state
  if (word.startsWith('/'))
    return {
      word,
      found: commands
        .filter(({ command }) => starts(command.slice(1)))
        .map(({ command, usageHint, description }) => ({
          insert: command,
          label: command,
          hint: usageHint,
          about: description,
        })),
    }
  if (word.startsWith('@'))
    return {
      word,
      found: people
        .filter(({ name, realName }) => starts(name) || starts(realName))
        .map(({ name, realName, title }) => ({ insert: `@${name}`, label: `@${name}`, hint: realName, about: title })),
    }
  if (word.startsWith('#'))
    return {
      word,
      found: channels
        .filter(({ kind, name }) => kind === 'channel' && starts(name))
        .map(({ name, topic }) => ({ insert: `#${name}`, label: `#${name}`, hint: '', about: topic })),
    }
  return { word: '', found: [] }
}

/**
 * A list over a text box that completes what is being typed: arrows choose, Tab or Enter take, Esc hides.
 * Where a command is complete, its usage stays in sight while its words are typed.
 * @param {Workspace} ws
 * @param {HTMLTextAreaElement} box
 */
export function completing(ws, box) {
  const id = `c-${crypto.randomUUID()}`
  const list = h('div', {
    id,
    className: 'completion',
    role: 'listbox',
    'aria-label': ws.words.suggestions,
    hidden: true,
  })
  const usage = h('p', { className: 'usage', hidden: true, role: 'status' })
  /** @type {Suggestion[]} */
  let found = []
  let word = ''
  let at = 0

  const mark = (/** @type {number} */ to) => {
    at = (to + found.length) % found.length
    for (const [place, row] of [...list.children].entries()) row.setAttribute('aria-selected', String(place === at))
    list.children[at]?.scrollIntoView({ block: 'nearest' })
    box.setAttribute('aria-activedescendant', `${id}-${at}`)
  }
  const hide = () => {
    list.hidden = true
    found = []
    box.removeAttribute('aria-activedescendant')
    box.setAttribute('aria-expanded', 'false')
  }
  const take = (/** @type {Suggestion} */ one) => {
    const end = box.selectionStart
    box.setRangeText(`${one.insert} `, end - word.length, end, 'end')
    hide()
    box.dispatchEvent(new Event('input'))
    box.focus()
  }
  const look = () => {
    ;({ word, found } = completions(ws, box.value.slice(0, box.selectionStart)))
    const rows = found.map((one, place) => {
      const words = [
        h('strong', {}, one.label),
        h('span', { className: 'hint-inline' }, one.hint),
        h('span', { className: 'hint' }, one.about),
      ]
      const row = h('div', { id: `${id}-${place}`, className: 'option', role: 'option' }, h('span', {}, words))
      row.addEventListener('pointerdown', (event) => {
        event.preventDefault()
        take(one)
      })
      return row
    })
    list.replaceChildren(...rows)
    list.hidden = found.length === 0
    box.setAttribute('aria-expanded', String(found.length > 0))
    if (found.length > 0) mark(0)
    else hide()
    const command = ws.state.commands.find(({ command }) => box.value.startsWith(`${command} `))
    usage.hidden = !command
    usage.replaceChildren(
      ...(command
        ? [
            h('strong', {}, command.command),
            ` ${command.usageHint}`,
            h('span', { className: 'hint' }, command.description),
          ]
        : []),
    )
  }
  /**
   * Whether a key was for the list.
   * @param {KeyboardEvent} event
   */
  const key = (event) => {
    const chosen = found[at]
    if (!chosen || event.isComposing) return false
    const complete = event.key === 'Enter' && word === chosen.insert
    if (event.key === 'ArrowDown') mark(at + 1)
    else if (event.key === 'ArrowUp') mark(at - 1)
    else if (event.key === 'Escape') hide()
    else if ((event.key === 'Tab' && !event.shiftKey) || (event.key === 'Enter' && !event.shiftKey && !complete))
      take(chosen)
    else return false
    event.preventDefault()
    return true
  }
  box.setAttribute('role', 'combobox')
  box.setAttribute('aria-autocomplete', 'list')
  box.setAttribute('aria-controls', id)
  box.setAttribute('aria-expanded', 'false')
  box.addEventListener('input', look)
  box.addEventListener('blur', hide)
  return { nodes: [list, usage], key }
}
