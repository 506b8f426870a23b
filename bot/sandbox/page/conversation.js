import { h } from './dom.js'
import { drawMessage } from './message.js'
import { dayName, dayOf, millis } from './time.js'

/** @import { SeenMessage } from '../contract.ts' */
/** @import { Workspace } from './workspace.js' */
/** @typedef {{ message: SeenMessage, node: HTMLElement, look: string }} Row */

/** How many messages are drawn at first, and how many more at a time. */
const PAGE = 200

/** Messages of one author closer than this, in ms, stand under one name. */
const TOGETHER = 5 * 60_000

/**
 * A channel's messages, or a thread's: loaded, drawn and kept up to date.
 * @param {Workspace} ws
 * @param {{ channel: string, thread: string | null, find?: string | null, openThread: ((ts: string) => void) | null }} place `find`: the ts to scroll to
 * @param {AbortSignal} until
 */
export function conversation(ws, { channel, thread, find, openThread }, until) {
  const { words } = ws
  const name = thread ? words.thread : (ws.channel(channel)?.name ?? '')
  const list = h('div', {
    className: 'messages',
    role: 'log',
    'aria-label': name,
  })
  const status = h('div', { className: 'status quiet', role: 'status' }, words.loading)
  /** @type {Map<string, Row>} */
  const rows = new Map()
  /** @type {string | null} */
  let firstNew = null
  let most = PAGE
  /** The first one drawn where there are earlier ones. */
  let oldest = ''
  let wanted = find
  const showEarlier = () => {
    most += PAGE
    void load()
  }
  const earlier = h(
    'button',
    { type: 'button', className: 'link earlier', hidden: true, onclick: showEarlier },
    words.earlier,
  )

  const put = (/** @type {SeenMessage} */ message) => {
    const { state, ...rest } = message
    const look = JSON.stringify(rest)
    const known = rows.get(message.ts)
    if (known?.look === look) return
    const node = drawMessage(message, ws, openThread)
    if (known) replaceKeepingFocus(known.node, node)
    rows.set(message.ts, { message, node, look })
  }
  const arrange = () => {
    const sorted = [...rows.values()].sort((a, b) => (a.message.ts < b.message.ts ? -1 : 1))
    for (const divider of list.querySelectorAll('.day, .new')) divider.remove()
    /** @type {Set<HTMLElement>} */
    const firstOfDay = new Set()
    sorted.forEach(({ message, node }, index) => {
      const before = sorted[index - 1]?.message
      const newDay = !thread && (!before || dayOf(ws.me, millis(before.ts)) !== dayOf(ws.me, millis(message.ts)))
      node.classList.toggle('parent', Boolean(thread) && index === 0)
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null)
      node.classList.toggle(
        'follows',
        Boolean(before) && before?.ts !== thread && !newDay && message.ts !== firstNew && follows(before, message),
      )
      if (newDay) firstOfDay.add(node)
    })
    for (const { message, node } of sorted) {
      if (firstOfDay.has(node)) node.before(h('h3', { className: 'day' }, dayName(ws.me, words, millis(message.ts))))
      if (message.ts === firstNew) node.before(h('p', { className: 'new' }, words.newMessages))
    }
    status.textContent = rows.size > (thread ? 1 : 0) ? '' : thread ? words.emptyThread : words.emptyChannel
  }
  const read = () => {
    const unread = ws.channel(channel)?.unread ?? 0
    if (!thread && unread > 0 && document.visibilityState === 'visible') void ws.act({ do: 'read', channel })
  }
  const load = async () => {
    const loaded = await ws.messages(channel, thread).catch(() => null)
    if (until.aborted) return
    if (!loaded) {
      const again = h('button', { type: 'button', className: 'link', onclick: load }, words.again)
      return status.replaceChildren(words.failedToLoad, ' ', again)
    }
    const all = loaded.messages
    const found = all.findIndex(({ ts }) => ts === wanted)
    if (found >= 0) most = Math.max(most, all.length - found)
    const messages = thread ? all : all.slice(-most)
    oldest = messages.length < all.length ? (messages[0]?.ts ?? '') : ''
    earlier.hidden = !oldest
    const unread = thread ? 0 : (ws.channel(channel)?.unread ?? 0)
    firstNew ??= unread > 0 ? (messages.filter(({ author }) => author.id !== ws.me.id).at(-unread)?.ts ?? null) : null
    const there = new Set(messages.map(({ ts }) => ts))
    for (const [ts, { node }] of rows) if (!there.has(ts) && rows.delete(ts)) node.remove()
    messages.forEach(put)
    arrange()
    read()
    const node = rows.get(wanted ?? '')?.node
    node?.scrollIntoView({ block: 'center' })
    node?.classList.add('found')
    wanted = null
  }
  const belongs = (/** @type {SeenMessage} */ message) =>
    message.channel === channel && (thread ? message.thread === thread || message.ts === thread : !message.thread)

  ws.on(
    'message',
    ({ message }) => {
      if (!belongs(message) || message.ts < oldest) return
      put(message)
      arrange()
    },
    until,
  )
  ws.on(
    'gone',
    (gone) => {
      if (gone.channel !== channel) return
      rows.get(gone.ts)?.node.remove()
      if (rows.delete(gone.ts)) arrange()
    },
    until,
  )
  ws.on('unread', (event) => event.channel === channel && read(), until)
  ws.on('loaded', load, until)
  document.addEventListener('visibilitychange', read, { signal: until })
  void load()
  return h(
    'div',
    { className: 'scroller', tabIndex: 0, role: 'region', 'aria-label': name },
    h('div', { className: 'conversation' }, earlier, list, status),
  )
}

/**
 * Whether a message stands under the name above it. What is made of blocks stands for itself: cards would run together.
 * @param {SeenMessage | undefined} before
 * @param {SeenMessage} message
 */
function follows(before, message) {
  const same = before?.author.id === message.author.id && before.author.name === message.author.name
  return (
    same &&
    message.blocks.length === 0 &&
    !message.ephemeral &&
    !before.ephemeral &&
    millis(message.ts) - millis(before.ts) < TOGETHER
  )
}

/**
 * Puts a message drawn anew in the old one's place; who stood on one of its elements stands there still.
 * @param {HTMLElement} old
 * @param {HTMLElement} node
 */
function replaceKeepingFocus(old, node) {
  const focused = document.activeElement
  const action = focused instanceof HTMLElement && old.contains(focused) ? focused.dataset.action : undefined
  old.replaceWith(node)
  if (action) /** @type {HTMLElement | null} */ (node.querySelector(`[data-action="${CSS.escape(action)}"]`))?.focus()
}
