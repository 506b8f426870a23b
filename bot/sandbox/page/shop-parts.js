import { h, icon, iconButton } from './dom.js'

/** @import { Answer, Shop } from './shop.js' */
/** @import { Child } from './dom.js' */

/** Pieces of the same goods in one basket. */
export const MOST = 999

/**
 * A decimal string as money for the reader, with the decimals it came with.
 * @param {Shop} shop
 * @param {string} amount
 * @param {string} currency
 */
export function price({ reader }, amount, currency) {
  const digits = amount.split('.')[1]?.length ?? 0
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(reader.locale, {
    ...{ style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
    ...options,
  }).format(/** @type {Intl.StringNumericLiteral} */ (amount))
}

/**
 * The name in the reader's language.
 * @param {Shop} shop
 * @param {Answer} named
 */
export const nameOf = ({ chinese }, { name, name_zh }) => (chinese && name_zh) || name

/**
 * A mark in place of a photo: the first letter of the name in a colour of the category.
 * @param {Shop} shop
 * @param {Answer} product
 */
export function thumbnail(shop, product) {
  const hue = [...`${product.category ?? product.sku}`].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 360, 7)
  const mark = h('span', { className: 'thumbnail', 'aria-hidden': 'true' }, [...nameOf(shop, product)][0] ?? '')
  mark.style.setProperty('--hue', String(hue))
  return mark
}

/**
 * Whether there are any of it.
 * @param {Shop} shop
 * @param {Answer} product
 */
export function stockTag({ words }, { stock, left }) {
  const text = stock === 'low' ? words.fewLeft(left) : stock === 'sold_out' ? words.soldOut : words.inStock
  return h('span', { className: `tag ${stock}` }, text)
}

/**
 * The promotions that run for goods by themselves, without a coupon.
 * @param {Shop} shop
 * @param {Answer} product
 */
export const promotionTags = (shop, { promotions }) =>
  promotions
    .filter((/** @type {Answer} */ { needs_coupon }) => !needs_coupon)
    .map((/** @type {Answer} */ one) => h('span', { className: 'tag promotion' }, nameOf(shop, one)))

/**
 * A number of pieces with a button for one fewer and one more. Where there are more than there can be, one press takes
 * away all that are too many.
 * @param {Shop} shop
 * @param {{ name: string, key: string, count: number, least: number, most: number, set: (count: number) => void }} of
 */
export function stepper({ words }, { name, key, count, least, most, set }) {
  const button = (
    /** @type {'plus' | 'minus'} */ sign,
    /** @type {string} */ label,
    /** @type {number} */ to,
    /** @type {boolean} */ disabled,
  ) => iconButton(sign, label, { 'data-key': `${sign} ${key}`, disabled, onclick: () => set(to) })
  return h(
    'span',
    { className: 'stepper', role: 'group', 'aria-label': words.piecesOf(name) },
    button('minus', words.fewer(name), Math.min(count - 1, most), count <= least),
    h('output', {}, String(count)),
    button('plus', words.more(name), count + 1, count >= most),
  )
}

/**
 * A button that does something with the shop.
 * @param {Shop} shop
 * @param {string} label
 * @param {() => Promise<unknown>} work
 * @param {string} [style]
 */
export function doing(shop, label, work, style = '') {
  const button = h(
    'button',
    { type: 'button', className: `button ${style}`, 'data-key': label, onclick: () => shop.act(button, work) },
    label,
  )
  return button
}

/**
 * A form of fields with one button; Enter in a field sends it too.
 * @param {Shop} shop
 * @param {{ label: string, send: (fields: Record<string, string>) => Promise<unknown> }} what
 * @param {...(Child | Child[])} fields
 */
export function form(shop, { label, send }, ...fields) {
  const button = h('button', { type: 'submit', className: 'button primary', 'data-key': label }, label)
  const made = h('form', { className: 'phone-form' }, ...fields, button)
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    const texts = [...new FormData(made)].map(([name, value]) => [name, String(value).trim()])
    void shop.act(button, () => send(Object.fromEntries(texts)))
  })
  return made
}

/**
 * A field with its label.
 * @param {string} label
 * @param {HTMLElement} control
 */
export const field = (label, control) =>
  h('label', { className: 'field' }, h('span', { className: 'label' }, label), control)

/**
 * Buttons for the pages beside this one.
 * @param {Shop} shop
 * @param {Answer} page
 * @param {(cursor: string) => void} go
 */
export function pages({ words }, { previous, next }, go) {
  const to = (/** @type {string} */ label, /** @type {string | null} */ cursor) =>
    cursor !== null && h('button', { type: 'button', className: 'button', onclick: () => go(cursor) }, label)
  return (
    (previous !== null || next !== null) &&
    h('p', { className: 'phone-actions' }, to(words.previous, previous), to(words.next, next))
  )
}

/**
 * What a screen shows where it has nothing to show, and what to do about it.
 * @param {string} text
 * @param {...Child} more
 */
export const empty = (text, ...more) =>
  h('div', { className: 'status quiet', role: 'status' }, icon('shop'), h('p', {}, text), ...more)
