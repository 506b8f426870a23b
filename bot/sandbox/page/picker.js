import { choices, named } from './choices.js'
import { h, icon } from './dom.js'
import { fieldKey, held, plainText } from './drawing.js'
import { listbox } from './listbox.js'
import { openAt } from './popover.js'
import { use } from './use.js'

/** @import { Choice } from './choices.js' */
/** @import { Drawing, Element } from './drawing.js' */

/**
 * Any select: a button that shows what is chosen and opens a list with a search. One of many closes it at once,
 * several of many tell the app when it closes.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 */
export function picker(block, element, on) {
  const { ws } = on
  const many = element.type.startsWith('multi_')
  const optional = block.type !== 'input' || block.optional === true
  let chosen = held(on, block, element).map((one) => named(one, ws))
  let told = values(chosen)

  const shown = h('span', { className: 'picked' })
  const label = plainText(block.label) || plainText(element.placeholder) || ws.words.choose
  const opener = h(
    'button',
    {
      type: 'button',
      className: 'select',
      'data-action': element.action_id,
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
    },
    shown,
    icon('down'),
  )
  const popover = h('div', { className: 'select-list', popover: 'auto' })
  const show = () => {
    const labels = chosen.map((one) => one.label)
    opener.classList.toggle('empty', labels.length === 0)
    shown.replaceChildren(
      ...(labels.length === 0
        ? [plainText(element.placeholder) || ws.words.choose]
        : many
          ? labels.map((one) => h('span', { className: 'chip' }, one))
          : labels),
    )
    opener.setAttribute('aria-label', [label, ...labels].join(': '))
  }
  const tell = () => {
    if (values(chosen).join('\n') === told.join('\n')) return
    const before = told
    told = values(chosen)
    void use(on, block, element, many ? told : (told[0] ?? null), opener).then((outcome) => {
      if (outcome?.ok !== false && outcome) return
      told = before
      chosen = held(on, block, element).map((one) => named(one, ws))
      show()
    })
  }
  /** @param {Choice} choice */
  const pick = (choice) => {
    const has = chosen.some(({ value }) => value === choice.value)
    if (!many) chosen = has && optional ? [] : [choice]
    else if (has) chosen = chosen.filter(({ value }) => value !== choice.value)
    else if (chosen.length < (element.max_selected_items ?? Number.POSITIVE_INFINITY)) chosen = [...chosen, choice]
    show()
    if (!many) popover.hidePopover()
  }
  const open = () => {
    const { node, search } = listbox({
      words: ws.words,
      label,
      many,
      minimum: element.type.endsWith('external_select') ? (element.min_query_length ?? 3) : 0,
      ask: (query) => choices(on, block, element, query),
      isChosen: (choice) => chosen.some(({ value }) => value === choice.value),
      pick,
    })
    popover.replaceChildren(node)
    openAt(popover, opener, { wide: true })
    search.focus()
  }
  popover.addEventListener('toggle', ({ newState }) => {
    opener.setAttribute('aria-expanded', String(newState === 'open'))
    if (newState === 'open') return
    popover.replaceChildren()
    if (document.activeElement === document.body) opener.focus()
    tell()
  })
  opener.addEventListener('click', () => (popover.matches(':popover-open') ? popover.hidePopover() : open()))
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    open()
  })
  show()
  on.fields.set(fieldKey(block, element), { control: opener })
  return h('span', { className: 'select-host' }, opener, popover)
}

/** @param {Choice[]} choices */
const values = (choices) => choices.map(({ value }) => value)
