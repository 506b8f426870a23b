import { byId, h, icon, iconButton } from './dom.js'
import { Shop } from './shop.js'
import { basketScreen } from './shop-basket.js'
import { customerScreen } from './shop-customer.js'
import { goodsScreen } from './shop-goods.js'
import { ordersScreen } from './shop-orders.js'
import { shopWordsFor } from './shop-words.js'

/** @import { Workspace } from './workspace.js' */

/** Milliseconds after which what the phone shows is looked up anew: what happens in Slack shows in it. */
const FRESH = 4000

const isOpen = () => sessionStorage.getItem('storefront') === 'open'

/** @param {boolean} open */
function setOpen(open) {
  sessionStorage.setItem('storefront', open ? 'open' : '')
  window.dispatchEvent(new Event('storefront'))
}

/**
 * The way to the storefront in the list of places: opens it beside the conversation, and closes it again.
 * @param {Workspace} ws
 */
export function storefrontOpener({ words }) {
  const press = () => setOpen(!isOpen())
  return h(
    'button',
    { type: 'button', id: 'open-storefront', className: 'place', 'aria-expanded': String(isOpen()), onclick: press },
    icon('shop'),
    h('span', {}, words.storefront),
  )
}

/**
 * The phone in which one plays a customer of the shop, beside the conversation; over the whole width on small screens.
 * @param {Workspace} ws
 * @param {AbortSignal} until
 */
export function showStorefront(ws, until) {
  const panel = byId('storefront')
  const words = shopWordsFor(ws.me.locale)
  const shop = new Shop(words, ws.me)
  const tabs = /** @type {const} */ ([
    ['goods', 'shop', words.browse, () => goodsScreen(shop, false)],
    ['saved', 'heart', words.saved, () => goodsScreen(shop, true)],
    ['basket', 'basket', words.basket, () => basketScreen(shop)],
    ['orders', 'parcel', words.orders, () => ordersScreen(shop)],
    ['me', 'person', words.me, () => customerScreen(shop)],
  ])
  const bar = h('nav', { className: 'phone-tabs', 'aria-label': words.tabs })
  const drawTabs = () => {
    const { pieces } = shop
    const { activeElement: focused } = document
    const key = focused instanceof HTMLElement && bar.contains(focused) ? focused.dataset.key : undefined
    bar.replaceChildren(
      ...tabs.map(([name, sign, label, open]) =>
        h(
          'button',
          {
            type: 'button',
            'data-key': `tab ${name}`,
            'aria-current': shop.tab === name ? 'page' : null,
            'aria-label': name === 'basket' && pieces > 0 ? words.basketOf(pieces) : label,
            onclick: () => {
              shop.keep({ tab: name })
              shop.start(open())
            },
          },
          icon(sign),
          h('span', {}, label),
          name === 'basket' && pieces > 0 && h('span', { className: 'count', 'aria-hidden': 'true' }, String(pieces)),
        ),
      ),
    )
    const again = bar.querySelector(`[data-key="${key}"]`)
    if (again instanceof HTMLElement) again.focus()
  }
  const who = h('p', { className: 'quiet' })
  const draw = () => {
    who.textContent = shop.customer ? words.as(shop.customer.name ?? shop.customer.id) : words.asGuest
    drawTabs()
  }
  panel.setAttribute('aria-label', words.storefront)
  panel.replaceChildren(
    h(
      'header',
      { className: 'place-head' },
      h('h2', {}, words.storefront),
      who,
      iconButton('close', words.close, { onclick: () => setOpen(false) }),
    ),
    h('div', { className: 'phone' }, shop.view, shop.notice, bar),
  )
  shop.onchange = draw
  draw()

  const toggle = () => {
    const open = isOpen() && ws.state.storefront
    panel.hidden = !open
    document.getElementById('open-storefront')?.setAttribute('aria-expanded', String(open))
    const [, , , first] = tabs.find(([name]) => name === shop.tab) ?? []
    if (open && !shop.screen) shop.start(first?.() ?? customerScreen(shop, true))
    if (open) shop.view.focus({ preventScroll: true })
    else document.getElementById('open-storefront')?.focus()
  }
  window.addEventListener('storefront', toggle, { signal: until })
  panel.addEventListener(
    'keydown',
    (event) => event.key === 'Escape' && !event.defaultPrevented && (shop.deep ? shop.back() : setOpen(false)),
    {
      signal: until,
    },
  )
  const refresh = () => void (panel.hidden || document.hidden || shop.refresh())
  const timer = setInterval(refresh, FRESH)
  until.addEventListener('abort', () => clearInterval(timer))
  ws.on('message', refresh, until)
  ws.on('loaded', refresh, until)
  panel.hidden = !isOpen() || !ws.state.storefront
  if (!panel.hidden) toggle()
}
