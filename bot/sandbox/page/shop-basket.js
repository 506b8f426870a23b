import { h } from './dom.js'
import { ask, freshId, reasonOf } from './shop-http.js'
import { orderScreen } from './shop-order.js'
import { ordersScreen } from './shop-orders.js'
import { doing, empty, field, form, nameOf, price, stepper } from './shop-parts.js'
import { methodList } from './shop-pay.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * The basket with its price: every line's promotions, why others do not apply, and how it could be paid.
 * @param {Shop} shop
 * @returns {Screen}
 */
export function basketScreen(shop) {
  const { words } = shop
  const code = h('input', {
    ...{ type: 'text', name: 'coupon', className: 'text-input', maxLength: 64, autocomplete: 'off' },
    ...{ value: shop.coupon, 'data-key': 'coupon' },
  })
  return {
    title: words.basket,
    load: async () => (shop.basket.size === 0 ? { empty: true } : ask(shop, 'quotes', asked(shop))),
    draw: (quote) =>
      quote.empty
        ? [empty(words.emptyBasket)]
        : [
            lines(shop, quote),
            coupon(shop, quote, code),
            sums(shop, quote),
            placing(shop, quote),
            ...missed(shop, quote),
            methods(shop, quote),
          ],
  }
}

/**
 * What is wanted, as quotes and orders take it.
 * @param {Shop} shop
 */
const asked = ({ basket, customer, coupon }) => ({
  items: [...basket].map(([sku, quantity]) => ({ sku, quantity })),
  ...(customer && { customer: { id: customer.id } }),
  ...(coupon && { coupon }),
})

/**
 * @param {Shop} shop
 * @param {Answer} quote
 */
function lines(shop, { lines, currency }) {
  const set = (/** @type {string} */ sku) => (/** @type {number} */ count) => {
    shop.put(sku, count)
    void shop.again()
  }
  const line = (/** @type {Answer} */ { sku, quantity, gross, total, discounts, ...named }) => {
    const name = nameOf(shop, named)
    return h(
      'li',
      {},
      h(
        'div',
        { className: 'about' },
        h('span', {}, name),
        discounts.map((/** @type {Answer} */ { promotion, off }) =>
          h('span', { className: 'hint' }, `${promotion} −${price(shop, off, currency)}`),
        ),
      ),
      stepper(shop, { name, key: sku, count: quantity, least: 0, most: 999, set: set(sku) }),
      h(
        'span',
        { className: 'amount' },
        gross !== total && h('s', {}, price(shop, gross, currency)),
        price(shop, total, currency),
      ),
    )
  }
  return h('ul', { className: 'phone-card lines' }, lines.map(line))
}

/**
 * @param {Shop} shop
 * @param {Answer} quote
 * @param {HTMLInputElement} input
 */
function coupon(shop, quote, input) {
  const { words } = shop
  input.ariaInvalid = quote.coupon ? 'true' : null
  const send = async (/** @type {Record<string, string>} */ { coupon = '' }) => {
    shop.keep({ coupon, number: '' })
    await shop.again()
  }
  const made = form(shop, { label: words.useCoupon, send }, field(words.coupon, input))
  made.classList.add('in-line')
  if (quote.coupon) made.append(h('p', { className: 'trouble', role: 'alert' }, reasonOf(shop, quote.coupon)))
  return made
}

/**
 * @param {Shop} shop
 * @param {Answer} quote
 */
function sums(shop, { gross, discount, total, currency, promotions }) {
  const { words } = shop
  const row = (/** @type {string} */ label, /** @type {string} */ amount, className = '') =>
    h('div', { className }, h('dt', {}, label), h('dd', {}, amount))
  return h(
    'dl',
    { className: 'phone-card sums' },
    row(words.goods, price(shop, gross, currency)),
    promotions.applied.map((/** @type {Answer} */ { promotion, off, coupon }) =>
      row(coupon ? `${promotion} (${coupon})` : promotion, `−${price(shop, off, currency)}`, 'off'),
    ),
    Number(discount) > 0 && row(words.saves, price(shop, discount, currency), 'quiet'),
    row(words.total, price(shop, total, currency), 'total'),
  )
}

/**
 * @param {Shop} shop
 * @param {Answer} quote
 */
function placing(shop, { total }) {
  const { customer, words } = shop
  const place = async () => {
    if (!shop.number) shop.keep({ number: freshId('W') })
    const { order } = await ask(shop, 'orders', { ...asked(shop), order: shop.number, total })
    const guestOrders = customer ? shop.guestOrders : [order, ...shop.guestOrders]
    shop.keep({ guestOrders, basket: new Map(), number: '', coupon: '', tab: 'orders' })
    shop.start(ordersScreen(shop))
    shop.open(orderScreen(shop, order))
  }
  return h(
    'div',
    { className: 'phone-actions' },
    doing(shop, words.place, place, 'primary wide'),
    !customer && h('p', { className: 'hint' }, words.asGuestOrder),
  )
}

/**
 * @param {Shop} shop
 * @param {Answer} quote
 */
function missed(shop, { promotions }) {
  const { words } = shop
  if (promotions.missed.length === 0) return []
  const one = (/** @type {Answer} */ { promotion, ...why }) =>
    h('li', {}, promotion, h('span', { className: 'hint' }, reasonOf(shop, why)))
  return [
    h(
      'section',
      { className: 'phone-card' },
      h('h4', {}, words.notApplied),
      h('ul', { className: 'plain' }, promotions.missed.map(one)),
    ),
  ]
}

/**
 * @param {Shop} shop
 * @param {Answer} quote
 */
const methods = (shop, quote) =>
  h('section', { className: 'phone-card' }, h('h4', {}, shop.words.payBy), methodList(shop, quote, null))
