import { h } from './dom.js'
import { lines, unpriced } from './shop-basket-lines.js'
import { ask, freshId, look, reasonOf, ShopRefusal } from './shop-http.js'
import { orderScreen } from './shop-order.js'
import { ordersScreen } from './shop-orders.js'
import { doing, empty, field, form, nameOf, price } from './shop-parts.js'
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
    async load() {
      const wanted = [...shop.basket.values()]
      if (wanted.length === 0) return { wanted }
      const [quote, goods] = await Promise.all([quoted(shop), Promise.all(wanted.map(({ sku }) => goodsOf(shop, sku)))])
      return { wanted, quote, goods }
    },
    draw({ wanted, quote, goods }) {
      if (wanted.length === 0) return [empty(words.emptyBasket)]
      const { refused } = quote
      if (refused)
        return [h('p', { className: 'phone-card trouble', role: 'alert' }, refused), unpriced(shop, wanted, goods)]
      return [
        lines(shop, quote, goods),
        coupon(shop, quote, code),
        sums(shop, quote),
        placing(shop, quote),
        ...missed(shop, quote),
        methods(shop, quote),
      ]
    },
  }
}

/**
 * The price of the basket; or why there is none, so that what it holds can be changed.
 * @param {Shop} shop
 * @returns {Promise<Answer>}
 */
const quoted = (shop) =>
  ask(shop, 'quotes', asked(shop)).catch((fault) => {
    if (!(fault instanceof ShopRefusal) || fault.code === 'unreachable') throw fault
    return { refused: fault.message }
  })

/**
 * Goods as they are listed now; null where they are not.
 * @param {Shop} shop
 * @param {string} sku
 * @returns {Promise<Answer | null>}
 */
const goodsOf = async (shop, sku) => (await look(shop, 'products', { sku })).products[0] ?? null

/**
 * What is wanted, as quotes and orders take it.
 * @param {Shop} shop
 */
const asked = ({ basket, customer, coupon }) => ({
  items: [...basket.values()].map(({ sku, count }) => ({ sku, quantity: count })),
  ...(customer && { customer: { id: customer.id } }),
  ...(coupon && { coupon }),
})

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
    promotions.applied.map((/** @type {Answer} */ { off, coupon, ...one }) =>
      row(coupon ? `${nameOf(shop, one)} (${coupon})` : nameOf(shop, one), `−${price(shop, off, currency)}`, 'off'),
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
  const one = (/** @type {Answer} */ why) =>
    h('li', {}, nameOf(shop, why), h('span', { className: 'hint' }, reasonOf(shop, why)))
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
