import { byId, h } from './dom.js'
import { showHeader, workTheme } from './header.js'
import { showModals } from './modal.js'
import { showChannel, showHome, showThread } from './places.js'
import { showRefusals } from './refusals.js'
import { placeOf } from './route.js'
import { showSidebar, workDrawer } from './sidebar.js'
import { workStorefront } from './storefront.js'
import { wordsFor } from './words.js'
import { Workspace } from './workspace.js'

/** @import { Place } from './route.js' */

/**
 * What is on the page: the workspace of one person, and the parts of it that a move to another place replaces.
 * @type {{ ws: Workspace, place: Place & { at: string }, person: AbortController, here: AbortController, aside: AbortController, drawSidebar: () => void } | null}
 */
let shown = null

/** Counts the tries to open a workspace: only the latest is shown. */
let opening = 0

/**
 * The place in a workspace: one of the person's own, whatever the address says.
 * @param {Workspace} ws
 * @param {Place} asked
 * @returns {Place & { at: string }}
 */
function settled(ws, asked) {
  const dm = ws.channels.find(({ kind }) => kind === 'dm')
  const known = asked.at === 'home' || ws.channel(asked.at ?? '')
  const at = known ? asked.at : asked.at?.startsWith('D') ? dm?.id : ws.channels[0]?.id
  return { ...asked, as: ws.me.id, at: at ?? 'home', thread: known ? asked.thread : null }
}

async function follow() {
  const asked = placeOf(location.hash)
  if (shown && (!asked.as || asked.as === shown.ws.me.id)) return move(asked)
  shown?.ws.close()
  shown?.person.abort()
  shown?.here.abort()
  shown?.aside.abort()
  shown = null
  const mine = ++opening
  const ws = await Workspace.open(asked.as ?? localStorage.getItem('person')).catch(() => null)
  if (mine !== opening) ws?.close()
  else if (ws) begin(ws, placeOf(location.hash))
  else unreachable()
}

/**
 * @param {Workspace} ws
 * @param {Place} asked
 */
function begin(ws, asked) {
  const person = new AbortController()
  const until = person.signal
  const { words, me } = ws
  document.documentElement.lang = me.locale
  localStorage.setItem('person', me.id)
  byId('skip').textContent = words.skip
  const banner = byId('banner')
  const connection = () => {
    banner.hidden = ws.connected
    banner.textContent = words.serverGone
  }
  ws.on('connection', connection, until)
  connection()
  const place = settled(ws, asked)
  const here = () => shown?.place ?? place
  shown = {
    ws,
    place: { ...place, at: '' },
    person,
    here: new AbortController(),
    aside: new AbortController(),
    drawSidebar: () => {},
  }
  showHeader(ws, here, until)
  showRefusals(ws, until)
  workStorefront(ws, until)
  shown.drawSidebar = showSidebar(ws, here, until)
  move(asked)
  showModals(ws, until)
}

/** @param {Place} asked */
function move(asked) {
  if (!shown) return
  const { ws, place: before } = shown
  const place = settled(ws, asked)
  shown.place = place
  history.replaceState(null, '', ws.address({ at: place.at, thread: place.thread }))
  if (place.at !== before.at || place.find) {
    shown.here.abort()
    shown.here = new AbortController()
    const until = shown.here.signal
    const name = place.at === 'home' ? showHome(ws, until) : showChannel(ws, place, until)
    document.title = `${name} · ${ws.me.realName} · ${ws.words.workspace}`
    if (!place.thread && matchMedia('(min-width: 721px)').matches) document.getElementById('box')?.focus()
  }
  if (place.thread !== before.thread || place.at !== before.at) {
    shown.aside.abort()
    shown.aside = new AbortController()
    showThread(ws, place, shown.aside.signal)
  }
  shown.drawSidebar()
}

function unreachable() {
  const words = wordsFor(navigator.language)
  const again = h('button', { type: 'button', className: 'button', onclick: follow }, words.again)
  byId('main').replaceChildren(h('div', { className: 'status', role: 'alert' }, h('p', {}, words.serverGone), again))
  setTimeout(() => shown ?? follow(), 2000)
}

workTheme()
workDrawer()
byId('skip').addEventListener('click', (event) => {
  event.preventDefault()
  document.getElementById('box')?.focus()
})
window.addEventListener('hashchange', follow)
void follow()
