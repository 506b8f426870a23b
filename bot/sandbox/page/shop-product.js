import { h } from './dom.js'
import { heart } from './shop-heart.js'
import { look, moment } from './shop-http.js'
import { empty, MOST, nameOf, price, stepper, stockTag, thumbnail } from './shop-parts.js'

/** @import { Answer, Screen, Shop, Wanted } from './shop.js' */

/**
 * One product with its promotions and reviews.
 * @param {Shop} shop
 * @param {Answer} listed as the list had it
 * @returns {Screen}
 */
export function productScreen(shop, listed) {
  const { words } = shop
  const { sku } = listed
  return {
    title: nameOf(shop, listed),
    async load() {
      const [found, reviews] = await Promise.all([
        look(shop, 'products', { sku, customer: shop.customer?.id }),
        look(shop, `products/${encodeURIComponent(sku)}/reviews`),
      ])
      const [product] = found.products
      return { product, reviews, count: shop.basket.get(sku)?.count ?? 0 }
    },
    draw: ({ product, reviews, count }) =>
      product
        ? [card(shop, product, count), ...promotions(shop, product), ...reviewList(shop, reviews)]
        : [empty(words.gone)],
  }
}

/**
 * @param {Shop} shop
 * @param {Answer} product
 * @param {number} count how many are in the basket
 */
function card(shop, product, count) {
  const { words } = shop
  const { sku, merchant, tags } = product
  const name = nameOf(shop, product)
  const set = (/** @type {number} */ to) => {
    shop.put(/** @type {Wanted} */ (product), to)
    void shop.again()
  }
  const most = product.left ?? MOST
  const add = h(
    'button',
    { type: 'button', className: 'button primary', 'data-key': 'add', disabled: most === 0, onclick: () => set(1) },
    words.intoBasket,
  )
  return h(
    'section',
    { className: 'phone-card' },
    h(
      'div',
      { className: 'product-head' },
      thumbnail(shop, product),
      h(
        'div',
        { className: 'about' },
        h('p', { className: 'price' }, price(shop, product.price, product.currency)),
        h('p', { className: 'hint' }, [sku, merchant, ...tags].filter(Boolean).join(' · ')),
        h('p', { className: 'tags' }, stockTag(shop, product)),
      ),
      heart(shop, product),
    ),
    count > 0
      ? h(
          'p',
          { className: 'in-basket' },
          h('span', {}, words.inBasket),
          stepper(shop, { name, key: sku, count, least: 0, most, set }),
        )
      : add,
  )
}

/**
 * @param {Shop} shop
 * @param {Answer} product
 */
function promotions(shop, { promotions: running }) {
  const { words } = shop
  if (running.length === 0) return []
  return [
    h(
      'section',
      { className: 'phone-card' },
      h('h4', {}, words.promotions),
      h(
        'ul',
        { className: 'plain' },
        running.map((/** @type {Answer} */ one) => {
          const notes = [one.needs_coupon && words.couponNeeded, one.until && words.until(moment(shop, one.until))]
          return h('li', {}, nameOf(shop, one), h('span', { className: 'hint' }, notes.filter(Boolean).join(' · ')))
        }),
      ),
    ),
  ]
}

/** @param {number} rating */
export const stars = (rating) => '★'.repeat(rating) + '☆'.repeat(5 - rating)

/**
 * @param {Shop} shop
 * @param {Answer} found
 */
function reviewList(shop, found) {
  const { words } = shop
  const reviews = found.shown ? found.reviews : []
  const one = (/** @type {Answer} */ { rating, comment, at, author, reply }) =>
    h(
      'li',
      {},
      h('span', { className: 'stars', role: 'img', 'aria-label': words.starsOf(rating) }, stars(rating)),
      comment && h('p', {}, comment),
      reply && h('p', { className: 'reply' }, words.shopReplied, ' ', reply.text),
      h('span', { className: 'hint' }, [author, moment(shop, at)].join(' · ')),
    )
  return [
    h(
      'section',
      { className: 'phone-card' },
      h('h4', {}, found.shown ? `${words.reviews} ★ ${found.average} (${found.count})` : words.reviews),
      reviews.length > 0
        ? h('ul', { className: 'plain' }, reviews.map(one))
        : h('p', { className: 'quiet' }, words.noReviews),
    ),
  ]
}
