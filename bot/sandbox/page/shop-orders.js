import { h } from './dom.js'
import { look, moment } from './shop-http.js'
import { orderOf, orderScreen } from './shop-order.js'
import { empty, field, form, nameOf, pages, price } from './shop-parts.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * The customer's orders, newest first, and a field for the number of any.
 * @param {Shop} shop
 * @returns {Screen}
 */
export function ordersScreen(shop) {
  const { words } = shop
  let cursor = ''
  const number = tracking(shop)
  return {
    title: words.orders,
    load: () => ordersOf(shop, cursor),
    draw(found) {
      const go = (/** @type {string} */ to) => {
        cursor = to
        void shop.again().then(() => shop.view.scrollTo(0, 0))
      }
      return [
        number,
        found.orders.length === 0
          ? empty(shop.customer ? words.noOrders : words.guestOrders)
          : h(
              'ul',
              { className: 'orders' },
              found.orders.map((/** @type {Answer} */ one) => item(shop, one)),
            ),
        pages(shop, found, go),
      ]
    },
  }
}

/**
 * @param {Shop} shop
 * @param {string} cursor
 */
async function ordersOf(shop, cursor) {
  const { customer, guestOrders, reader } = shop
  if (customer)
    return look(shop, `customers/${encodeURIComponent(customer.id)}/orders`, { cursor, locale: reader.locale })
  const found = await Promise.all(guestOrders.map((number) => orderOf(shop, number)))
  return { orders: found.filter(Boolean), next: null, previous: null }
}

/** @param {Shop} shop */
function tracking(shop) {
  const { words } = shop
  const input = h('input', {
    ...{ type: 'text', name: 'number', className: 'text-input', maxLength: 64, required: true, autocomplete: 'off' },
    ...{ 'data-key': 'track', placeholder: words.trackHint },
  })
  const send = async (/** @type {Record<string, string>} */ { number = '' }) => {
    const found = await look(shop, `orders/${encodeURIComponent(number)}`)
    shop.open(orderScreen(shop, found.number))
  }
  const made = form(shop, { label: words.track, send }, field(words.trackNumber, input))
  made.classList.add('in-line')
  return made
}

/**
 * @param {Shop} shop
 * @param {Answer} order
 */
function item(shop, { order, status, placed_at, total, currency, lines }) {
  const first = lines
    .map((/** @type {Answer} */ { quantity, ...one }) => `${quantity} × ${nameOf(shop, one)}`)
    .join(', ')
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        className: 'open',
        'data-key': `order ${order}`,
        onclick: () => shop.open(orderScreen(shop, order)),
      },
      h(
        'span',
        { className: 'row' },
        h('strong', {}, order),
        h('span', { className: `tag ${status}` }, shop.words.status(status)),
      ),
      h(
        'span',
        { className: 'row' },
        h('span', { className: 'hint' }, moment(shop, placed_at)),
        price(shop, total, currency),
      ),
      h('span', { className: 'hint cut' }, first),
    ),
  )
}
