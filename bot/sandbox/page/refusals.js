import { byId, h, icon, iconButton } from './dom.js'
import { clock } from './time.js'

/** @import { Refusal } from '../contract.ts' */
/** @import { Workspace } from './workspace.js' */

/**
 * The badge that counts what Slack would refuse, and the list behind it.
 * @param {Workspace} ws
 * @param {AbortSignal} until
 */
export function showRefusals(ws, until) {
  const { words, me } = ws
  const badge = byId('refusals')
  const list = h('ol', { className: 'refusals' })
  const dialog = h(
    'dialog',
    { className: 'dialog', 'aria-labelledby': 'refusals-title' },
    h(
      'header',
      {},
      h('h2', { id: 'refusals-title' }, words.refusals),
      iconButton('close', words.close, { onclick: () => dialog.close() }),
    ),
    h('div', { className: 'dialog-body' }, list),
  )
  document.body.append(dialog)
  until.addEventListener('abort', () => dialog.remove())

  const row = (/** @type {Refusal} */ { at, what, error, details }) =>
    h(
      'li',
      {},
      h('p', {}, h('time', { className: 'quiet' }, clock(me, at)), h('strong', {}, what), h('code', {}, error)),
      details.length > 0 &&
        h(
          'ul',
          {},
          details.map((one) => h('li', {}, one)),
        ),
    )
  const draw = () => {
    const { refusals } = ws.state
    badge.replaceChildren(
      icon('warn'),
      h('span', { className: 'label' }, words.refusals),
      h('span', { className: 'count' }, String(refusals.length)),
    )
    badge.classList.toggle('some', refusals.length > 0)
    badge.setAttribute('aria-label', `${words.refusals}: ${refusals.length}`)
    badge.title = words.refusals
    list.replaceChildren(
      ...(refusals.length > 0 ? refusals.toReversed().map(row) : [h('li', { className: 'quiet' }, words.noRefusals)]),
    )
  }
  badge.addEventListener('click', () => dialog.showModal(), { signal: until })
  ws.on('refusal', draw, until)
  ws.on('loaded', draw, until)
  draw()
}
