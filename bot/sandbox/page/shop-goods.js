import { h, iconButton } from './dom.js'
import { heart } from './shop-heart.js'
import { look } from './shop-http.js'
import { empty, MOST, nameOf, pages, price, promotionTags, stockTag, thumbnail } from './shop-parts.js'
import { productScreen } from './shop-product.js'

/** @import { Answer, Screen, Shop, Wanted } from './shop.js' */

/**
 * The goods that are listed, to browse and search; or those that the customer saved.
 * @param {Shop} shop
 * @param {boolean} saved
 * @returns {Screen}
 */
export function goodsScreen(shop, saved) {
  const { words } = shop
  let cursor = ''
  /** @type {Answer[]} */
  let categories = []
  const restart = () => {
    cursor = ''
    return shop.again()
  }
  const search = searchField(shop, restart)
  return {
    title: saved ? words.saved : words.browse,
    async load() {
      if (saved && !shop.customer) return { products: [], previous: null, next: null }
      const filters = saved ? { saved: 'true' } : { search: shop.search, category: shop.category }
      const found = await look(shop, 'products', { ...filters, customer: shop.customer?.id, cursor })
      categories = found.categories ?? categories
      return found
    },
    draw(found) {
      const go = (/** @type {string} */ to) => {
        cursor = to
        void shop.again().then(() => shop.view.scrollTo(0, 0))
      }
      const nothing = saved ? (shop.customer ? words.nothingSaved : words.guestSaves) : words.nothingFound
      return [
        !saved && search,
        !saved && chips(shop, categories, restart),
        found.products.length === 0
          ? empty(nothing)
          : h(
              'ul',
              { className: 'goods' },
              found.products.map((/** @type {Answer} */ one) => item(shop, one)),
            ),
        pages(shop, found, go),
      ]
    },
  }
}

/**
 * Looks for what is typed, once the person pauses.
 * @param {Shop} shop
 * @param {() => void} restart
 */
function searchField(shop, restart) {
  const { words } = shop
  let waiting = 0
  const oninput = (/** @type {InputEvent} */ { isComposing }) => {
    if (isComposing) return
    clearTimeout(waiting)
    waiting = window.setTimeout(() => {
      shop.search = input.value
      restart()
    }, 250)
  }
  const input = h('input', {
    ...{ type: 'text', inputMode: 'search', enterKeyHint: 'search', className: 'text-input', maxLength: 200 },
    ...{ value: shop.search, placeholder: words.search, 'aria-label': words.search, 'data-key': 'search', oninput },
  })
  input.addEventListener('compositionend', () => oninput(new InputEvent('input')))
  return h('search', { className: 'phone-search' }, input)
}

/**
 * @param {Shop} shop
 * @param {Answer[]} categories
 * @param {() => void} restart
 */
function chips(shop, categories, restart) {
  const chip = (/** @type {string} */ category, /** @type {string} */ label) =>
    h(
      'button',
      {
        ...{ type: 'button', className: 'chip-button', 'data-key': `category ${category}` },
        'aria-pressed': String(shop.category === category),
        onclick: () => {
          shop.category = category
          restart()
        },
      },
      label,
    )
  const all = categories.map((one) => chip(one.id, nameOf(shop, one)))
  return h(
    'div',
    { className: 'chips', role: 'group', 'aria-label': shop.words.categories },
    chip('', shop.words.all),
    ...all,
  )
}

/**
 * @param {Shop} shop
 * @param {Answer} product
 */
function item(shop, product) {
  const { words } = shop
  const { sku, stock, left } = product
  const name = nameOf(shop, product)
  const open = h(
    'button',
    {
      type: 'button',
      className: 'open',
      'data-key': `open ${sku}`,
      onclick: () => shop.open(productScreen(shop, product)),
    },
    name,
  )
  const add = () => {
    const count = shop.basket.get(sku)?.count ?? 0
    const most = left ?? MOST
    if (count >= most) return shop.say(words.noMore(name, most), true)
    shop.put(/** @type {Wanted} */ (product), count + 1)
    shop.say(words.added(name))
  }
  return h(
    'li',
    {},
    thumbnail(shop, product),
    h(
      'div',
      { className: 'about' },
      open,
      h('p', {}, h('strong', {}, price(shop, product.price, product.currency))),
      h('p', { className: 'tags' }, stockTag(shop, product), ...promotionTags(shop, product)),
    ),
    h(
      'div',
      { className: 'side' },
      heart(shop, product),
      iconButton('plus', words.add(name), { 'data-key': `add ${sku}`, disabled: stock === 'sold_out', onclick: add }),
    ),
  )
}
