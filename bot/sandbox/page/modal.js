import { blocks } from './blocks.js'
import { clientWords } from './client-words.js'
import { h, iconButton } from './dom.js'
import { drawing } from './drawing.js'

/** @import { SeenView } from '../contract.ts' */
/** @import { Drawing } from './drawing.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * Shows the modal that the person has open, as the server tells it, and sends what is entered there.
 * @param {Workspace} ws
 * @param {AbortSignal} until
 */
export function showModals(ws, until) {
  const dialog = h('dialog', { className: 'dialog modal', 'aria-labelledby': 'modal-title' })
  document.body.append(dialog)
  until.addEventListener('abort', () => dialog.remove())
  /** @type {{ view: SeenView, on: Drawing } | null} */
  let shown = null

  const close = (/** @type {boolean} */ all) => void ws.act({ do: 'close', all })
  dialog.addEventListener('cancel', (event) => {
    // Chromium closes by itself what was cancelled before without a key or click between; then `close` tells of it.
    if (event.target !== dialog || !event.cancelable) return
    event.preventDefault()
    close(false)
  })
  dialog.addEventListener('close', (event) => {
    if (event.target === dialog && shown) close(false)
  })

  const submit = async () => {
    if (!shown || dialog.ariaBusy === 'true') return
    const { view, on } = shown
    /** @type {Record<string, Record<string, any>>} */
    const values = {}
    for (const [key, { typed }] of on.fields) {
      const [blockId = '', actionId = ''] = key.split(' ')
      if (typed) values[blockId] = { ...values[blockId], [actionId]: typed() }
    }
    dialog.ariaBusy = 'true'
    const outcome = await ws.act({ do: 'submit', values })
    dialog.ariaBusy = 'false'
    if (shown?.view.id === view.id && outcome.error === 'unsent') draw({ ...view, trouble: ws.words.notSent })
    focusWrong(dialog)
  }

  const draw = (/** @type {SeenView | null} */ view) => {
    if (!view) {
      shown = null
      dialog.close()
      return
    }
    if (shown && look(shown.view) === look(view)) return
    const same = shown?.view.id === view.id
    const focused = same ? focusedField(dialog) : null
    const on = drawing(ws, { in: 'modal' }, view.state, view.errors)
    shown = { view, on }
    dialog.replaceChildren(form(view, on, ws, { close, submit }))
    if (!dialog.open) dialog.showModal()
    if (Object.keys(view.errors).length > 0) focusWrong(dialog)
    else focusFirst(dialog, on, focused)
  }
  ws.on('modal', ({ view }) => draw(view), until)
  ws.on('loaded', () => draw(ws.state.modal), until)
  draw(ws.state.modal)
}

/**
 * What of a view needs drawing; what has been entered does not.
 * @param {SeenView} view
 */
const look = ({ state, ...rest }) => JSON.stringify(rest)

/**
 * @param {SeenView} view
 * @param {Drawing} on
 * @param {Workspace} ws
 * @param {{ close: (all: boolean) => void, submit: () => Promise<void> }} does
 */
function form(view, on, ws, { close, submit }) {
  const { words } = ws
  const made = h(
    'form',
    { noValidate: true },
    h(
      'header',
      {},
      view.depth > 1 && iconButton('back', words.back, { onclick: () => close(false) }),
      h('h2', { id: 'modal-title' }, view.title),
      iconButton('close', words.close, { onclick: () => close(true) }),
    ),
    h(
      'div',
      { className: 'dialog-body blocks' },
      view.trouble && h('p', { className: 'trouble', role: 'alert' }, clientWords(view.trouble, ws.me.locale)),
      blocks(view.blocks, on),
    ),
    h(
      'footer',
      {},
      h(
        'button',
        { type: 'button', className: 'button', onclick: () => close(false) },
        view.close ?? (view.submit ? words.cancel : words.close),
      ),
      view.submit !== null && h('button', { type: 'submit', className: 'button primary' }, view.submit),
    ),
  )
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) made.requestSubmit()
  })
  return made
}

/** @param {HTMLElement} dialog */
function focusWrong(dialog) {
  const wrong = dialog.querySelector('[aria-invalid="true"]')
  if (wrong instanceof HTMLElement) wrong.focus()
}

/**
 * Where the focus stands and what has been typed there but not told yet.
 * @param {HTMLElement} dialog
 */
function focusedField(dialog) {
  const node = document.activeElement
  if (!(node instanceof HTMLElement) || !dialog.contains(node)) return null
  const block = /** @type {HTMLElement | null} */ (node.closest('.block'))?.dataset.block
  const typing = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement
  return {
    block,
    action: node.dataset.action,
    value: typing && node.type !== 'checkbox' && node.type !== 'radio' ? node.value : null,
  }
}

/**
 * Puts the focus where it was, or on the first field, or on the form's main button.
 * @param {HTMLElement} dialog
 * @param {Drawing} on
 * @param {ReturnType<typeof focusedField>} before
 */
function focusFirst(dialog, on, before) {
  const again = before?.action ? on.fields.get(`${before.block} ${before.action}`)?.control : undefined
  if (again && before?.value && (again instanceof HTMLInputElement || again instanceof HTMLTextAreaElement))
    again.value = before.value
  const wanted = [...on.fields.values()].find(({ control }) => control.autofocus) ?? [...on.fields.values()][0]
  const target =
    again ?? wanted?.control ?? dialog.querySelector('footer .primary') ?? dialog.querySelector('footer .button')
  if (target instanceof HTMLElement) target.focus()
}
