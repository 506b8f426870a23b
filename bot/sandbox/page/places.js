import { blocks } from './blocks.js'
import { composer } from './composer.js'
import { conversation } from './conversation.js'
import { byId, h, icon, iconButton } from './dom.js'
import { drawing } from './drawing.js'

/** @import { Place } from './route.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * A channel or the direct messages, with its composer.
 * @param {Workspace} ws
 * @param {Place & { at: string }} place
 * @param {AbortSignal} until
 */
export function showChannel(ws, { at, find }, until) {
  const channel = ws.channel(at)
  const openThread = (/** @type {string} */ thread) => {
    location.hash = ws.address({ at, thread })
  }
  const main = byId('main')
  main.replaceChildren(
    h(
      'header',
      { className: 'place-head' },
      h('h1', {}, channel?.kind === 'channel' && icon('hash'), channel?.name ?? ''),
      h('p', { className: 'quiet' }, channel?.topic ?? ''),
    ),
    conversation(ws, { channel: at, thread: null, find, openThread }, until),
    composer(ws, { channel: at, thread: null, dropOn: main }),
  )
  return channel?.name ?? ''
}

/**
 * The app's Home for this person; opening it tells the app.
 * @param {Workspace} ws
 * @param {AbortSignal} until
 */
export function showHome(ws, until) {
  const { words, bot } = ws
  const body = h('div', { className: 'home blocks' })
  let look = ''
  const draw = (/** @type {string} */ empty) => {
    const { home } = ws.state
    const { state, ...rest } = home ?? { state: {} }
    if (home && JSON.stringify(rest) === look) return
    look = JSON.stringify(rest)
    body.replaceChildren(
      ...(home
        ? blocks(home.blocks, drawing(ws, { in: 'home' }, home.state))
        : [h('p', { className: 'status quiet', role: 'status' }, empty)]),
    )
  }
  ws.on('home', () => draw(words.emptyHome), until)
  ws.on('loaded', () => draw(words.emptyHome), until)
  draw(words.loading)
  void ws.act({ do: 'home' }).then(() => until.aborted || draw(words.emptyHome))
  byId('main').replaceChildren(
    h(
      'header',
      { className: 'place-head' },
      h('h1', {}, icon('home'), bot?.realName ?? words.home),
      h('p', { className: 'quiet' }, words.home),
    ),
    h('div', { className: 'home-scroller', tabIndex: -1 }, body),
  )
  return words.home
}

/**
 * The side panel with a thread, or nothing in it.
 * @param {Workspace} ws
 * @param {Place} place
 * @param {AbortSignal} until
 */
export function showThread(ws, { at, thread }, until) {
  const panel = byId('thread')
  panel.hidden = !thread || !at
  if (!thread || !at) return panel.replaceChildren()
  const { words } = ws
  panel.setAttribute('aria-label', words.thread)
  const close = () => {
    location.hash = ws.address({ at })
  }
  panel.replaceChildren(
    h(
      'header',
      { className: 'place-head' },
      h('h2', {}, words.thread),
      h('p', { className: 'quiet' }, ws.channel(at)?.name ?? ''),
      iconButton('close', words.close, { onclick: close }),
    ),
    conversation(ws, { channel: at, thread, openThread: null }, until),
    composer(ws, { channel: at, thread, dropOn: panel }),
  )
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && !event.defaultPrevented && close(), {
    signal: until,
  })
  panel.querySelector('textarea')?.focus()
}
