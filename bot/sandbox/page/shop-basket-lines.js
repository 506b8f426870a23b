import { h } from './dom.js'
import { MOST, nameOf, price, stepper, stockTag } from './shop-parts.js'

/** @import { Answer, Shop, Wanted } from './shop.js' */

/**
 * How many pieces of a line there are, to change.
 * @param {Shop} shop
 * @param {Wanted} wanted
 * @param {Answer | null | undefined} goods
 */
function pieces(shop, wanted, goods) {
  const set = (/** @type {number} */ count) => {
    shop.put(wanted, count)
    void shop.again()
  }
  const most = goods ? (goods.left ?? MOST) : 0
  return stepper(shop, { name: nameOf(shop, wanted), key: wanted.sku, count: wanted.count, least: 0, most, set })
}

/**
 * What a basket that has no price holds, and how many there are of each.
 * @param {Shop} shop
 * @param {Wanted[]} wanted
 * @param {(Answer | null)[]} goods
 */
export function unpriced(shop, wanted, goods) {
  const line = (/** @type {Wanted} */ one, /** @type {number} */ at) => {
    const listed = goods[at]
    const tag = listed ? stockTag(shop, listed) : h('span', { className: 'tag sold_out' }, shop.words.unlisted)
    return h(
      'li',
      {},
      h('div', { className: 'about' }, h('span', {}, nameOf(shop, one)), h('span', { className: 'tags' }, tag)),
      pieces(shop, one, listed),
    )
  }
  return h('ul', { className: 'phone-card lines' }, wanted.map(line))
}

/**
 * The lines of a basket with what each promotion takes off them.
 * @param {Shop} shop
 * @param {Answer} quote
 * @param {(Answer | null)[]} goods
 */
export function lines(shop, { lines, currency }, goods) {
  const line = (/** @type {Answer} */ { sku, quantity, gross, total, discounts, ...named }) => {
    const name = nameOf(shop, named)
    const wanted = /** @type {Wanted} */ ({ ...named, sku, count: quantity })
    return h(
      'li',
      {},
      h(
        'div',
        { className: 'about' },
        h('span', {}, name),
        discounts.map((/** @type {Answer} */ { off, ...one }) =>
          h('span', { className: 'hint' }, `${nameOf(shop, one)} −${price(shop, off, currency)}`),
        ),
      ),
      pieces(
        shop,
        wanted,
        goods.find((one) => one?.sku === sku),
      ),
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
