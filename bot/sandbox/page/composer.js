import { attachments } from './attachments.js'
import { completing } from './completion.js'
import { h, icon, iconButton } from './dom.js'
import { menu } from './menu.js'
import { act, showTrouble } from './use.js'

/** @import { Workspace } from './workspace.js' */

/**
 * Where a person writes: commands, messages and files. Enter sends, Shift+Enter begins a new line.
 * @param {Workspace} ws
 * @param {{ channel: string, thread: string | null, dropOn: HTMLElement }} place
 */
export function composer(ws, { channel, thread, dropOn }) {
  const { words } = ws
  const to = ws.channel(channel)
  const label = thread ? words.reply : words.messageTo(`${to?.kind === 'dm' ? '' : '#'}${to?.name ?? ''}`)
  const box = h('textarea', {
    className: 'box',
    rows: 1,
    placeholder: label,
    'aria-label': label,
    autocomplete: 'off',
    ...(!thread && { id: 'box' }),
  })
  const send = h(
    'button',
    { type: 'submit', className: 'button primary send', 'aria-label': words.send, title: words.send },
    icon('send'),
  )
  const form = h('form', { className: 'composer' })
  const attached = attachments(words, dropOn, (trouble) => showTrouble(form, trouble))
  const { nodes, key } = completing(ws, box)
  const where = { channel, ...(thread && { thread }) }

  const post = async () => {
    const text = box.value.trim()
    if (!text && attached.count() === 0) return
    const files = attached.take()
    box.value = ''
    box.dispatchEvent(new Event('input'))
    form.ariaBusy = 'true'
    const outcomes =
      files.length > 0
        ? await Promise.all(
            files.map((file, place) => ws.act({ do: 'upload', ...file, ...where, ...(place === 0 && { text }) })),
          )
        : [await ws.act(text.startsWith('/') ? { do: 'command', text, ...where } : { do: 'say', text, ...where })]
    form.ariaBusy = 'false'
    const unsent = outcomes.some(({ error }) => error === 'unsent')
    if (unsent && !box.value) box.value = text
    showTrouble(form, unsent ? words.notSent : null)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void post()
  })
  box.addEventListener('keydown', (event) => {
    if (key(event) || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void post()
  })

  const global = ws.state.shortcuts.filter(({ type }) => type === 'global')
  const shortcuts = () =>
    global.map(({ callbackId, name }) => ({
      label: name,
      pick: () => void act(ws, { do: 'shortcut', callbackId }, form),
    }))
  form.append(
    ...nodes,
    h(
      'div',
      { className: 'box-frame' },
      box,
      attached.list,
      ...attached.nodes,
      h(
        'div',
        { className: 'box-tools' },
        attached.open,
        global.length > 0 && menu(iconButton('bolt', words.shortcuts, {}), shortcuts),
        h('span', { className: 'box-hint quiet' }, words.composerHint),
        send,
      ),
    ),
  )
  dropOn.dataset.drop = words.dropHere
  return form
}
