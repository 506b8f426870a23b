import { h, icon, iconButton } from './dom.js'
import { Shop } from './shop.js'
import { basketScreen } from './shop-basket.js'
import { customerScreen } from './shop-customer.js'
import { goodsScreen } from './shop-goods.js'
import { ordersScreen } from './shop-orders.js'
import { supportScreen } from './shop-support.js'
import { shopWordsFor } from './shop-words.js'
import { setOpen } from './storefront.js'

/** @import { Workspace } from './workspace.js' */

/** Milliseconds after which what the phone shows is looked up anew: what happens in Slack shows in it. */
const FRESH = 4000

/**
 * The phone in which one plays a customer of the shop. Gives what to do each time that it is opened.
 * @param {Workspace} ws
 * @param {HTMLElement} panel where it stands, beside the conversation; over the whole width on small screens
 * @param {AbortSignal} until
 */
export function fillPhone(ws, panel, until) {
  const words = shopWordsFor(ws.me.locale)
  const shop = new Shop(words, ws.me)
  const tabs = /** @type {const} */ ([
    ['goods', 'shop', words.browse, () => goodsScreen(shop, false)],
    ['saved', 'heart', words.saved, () => goodsScreen(shop, true)],
    ['basket', 'basket', words.basket, () => basketScreen(shop)],
    ['orders', 'parcel', words.orders, () => ordersScreen(shop)],
    ['support', 'thread', words.support, () => supportScreen(shop)],
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
  return () => {
    const [, , , first] = tabs.find(([name]) => name === shop.tab) ?? []
    if (!shop.screen) shop.start(first?.() ?? customerScreen(shop, true))
    shop.view.focus({ preventScroll: true })
  }
}
