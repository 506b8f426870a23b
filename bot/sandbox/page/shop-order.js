import { h } from './dom.js'
import { freshId, look, tell } from './shop-http.js'
import { doing, nameOf, price } from './shop-parts.js'
import { methodList } from './shop-pay.js'
import { stars } from './shop-product.js'
import { progress } from './shop-progress.js'
import { refundScreen } from './shop-refund.js'
import { reviewScreen } from './shop-review.js'
import { supportScreen } from './shop-support.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * One order: where it is, what is in it, and what its customer can do about it. Of somebody else's, only where it is.
 * @param {Shop} shop
 * @param {string} number
 * @returns {Screen}
 */
export function orderScreen(shop, number) {
  let method = ''
  const choose = (/** @type {string} */ chosen) => {
    method = chosen
  }
  return {
    title: shop.words.orderOf(number),
    async load() {
      const [tracked, order] = await Promise.all([
        look(shop, `orders/${encodeURIComponent(number)}`),
        orderOf(shop, number),
      ])
      return { tracked, order }
    },
    draw({ tracked, order }) {
      if (!order) return [progress(shop, tracked), h('p', { className: 'hint phone-card' }, shop.words.notYours)]
      const applying = order.payment_methods?.filter((/** @type {Answer} */ one) => one.applies) ?? []
      if (!applying.some((/** @type {Answer} */ one) => one.method === method)) method = applying[0]?.method ?? ''
      return [
        progress(shop, tracked),
        order.to_pay && paying(shop, order, () => method, choose),
        contents(shop, order),
        ...money(shop, order),
        ...written(shop, order),
        actions(shop, order),
      ]
    },
  }
}

/**
 * One order of the customer, or of the guest who placed it; undefined where it is not theirs.
 * @param {Shop} shop
 * @param {string} number
 * @returns {Promise<Answer | undefined>}
 */
export async function orderOf(shop, number) {
  const owner = shop.customer?.id ?? `guest:${number}`
  const query = { order: number, locale: shop.reader.locale }
  return (await look(shop, `customers/${encodeURIComponent(owner)}/orders`, query)).orders[0]
}

/**
 * @param {Shop} shop
 * @param {Answer} order
 * @param {() => string} method
 * @param {(method: string) => void} choose
 */
function paying(shop, order, method, choose) {
  const { words } = shop
  const { order: number, to_pay: amount, currency } = order
  const news = () => ({ order: number, payment: freshId('P'), method: method(), amount })
  const pay = async () => {
    await tell(shop, 'order.paid', news())
    await shop.again()
    shop.say(words.paid)
  }
  const fail = async () => {
    await tell(shop, 'payment.failed', news())
    await shop.again()
    shop.say(words.paymentFailed, true)
  }
  const some = method() !== ''
  return h(
    'section',
    { className: 'phone-card' },
    h('h4', {}, words.payBy),
    methodList(shop, order, { method: method(), choose }),
    some
      ? h(
          'div',
          { className: 'phone-actions' },
          doing(shop, words.pay(price(shop, amount, currency)), pay, 'primary'),
          doing(shop, words.fail, fail),
        )
      : h('p', { className: 'trouble' }, words.noMethod),
  )
}

/**
 * @param {Shop} shop
 * @param {Answer} order
 */
function contents(shop, { lines, currency, shipping, total }) {
  const { words } = shop
  const line = (/** @type {string} */ name, /** @type {string} */ amount) =>
    h(
      'li',
      {},
      h('span', { className: 'about' }, name),
      h('span', { className: 'amount' }, price(shop, amount, currency)),
    )
  return h(
    'ul',
    { className: 'phone-card lines' },
    lines.map((/** @type {Answer} */ { quantity, total, ...one }) => line(`${quantity} × ${nameOf(shop, one)}`, total)),
    Number(shipping) > 0 && line(words.shipping, shipping),
    h(
      'li',
      { className: 'total' },
      h('span', { className: 'about' }, words.total),
      h('span', { className: 'amount' }, price(shop, total, currency)),
    ),
  )
}

/**
 * Payments and refunds, where there are any.
 * @param {Shop} shop
 * @param {Answer} order
 */
function money(shop, { payments, refunds, currency }) {
  const { words } = shop
  const row = (/** @type {string} */ name, /** @type {string} */ state, /** @type {string} */ amount, note = '') =>
    h(
      'li',
      {},
      h('span', { className: 'row' }, h('span', {}, name), price(shop, amount, currency)),
      h('span', { className: 'hint' }, [state, note].filter(Boolean).join(' · ')),
    )
  const all = [
    ...payments.map((/** @type {Answer} */ one) =>
      row(words.payment(one.name), words.paymentState(one.status), one.amount),
    ),
    ...refunds.map((/** @type {Answer} */ one) =>
      row(words.refund, words.refundState(one.state), one.amount, one.reason),
    ),
  ]
  return all.length > 0
    ? [h('section', { className: 'phone-card' }, h('h4', {}, words.money), h('ul', { className: 'plain' }, all))]
    : []
}

/**
 * What the customer wrote about it.
 * @param {Shop} shop
 * @param {Answer} order
 */
function written({ words }, { reviews }) {
  const one = (/** @type {Answer} */ { sku, rating, comment }) =>
    h(
      'li',
      {},
      h('span', { className: 'stars', role: 'img', 'aria-label': words.starsOf(rating) }, stars(rating)),
      h('span', { className: 'hint' }, [sku, comment].filter(Boolean).join(' · ')),
    )
  return reviews.length > 0
    ? [
        h(
          'section',
          { className: 'phone-card' },
          h('h4', {}, words.yourReviews),
          h('ul', { className: 'plain' }, reviews.map(one)),
        ),
      ]
    : []
}

/**
 * @param {Shop} shop
 * @param {Answer} order
 */
function actions(shop, order) {
  const { words } = shop
  const { order: number, status, refundable } = order
  const told = (/** @type {string} */ type, /** @type {string} */ done) => async () => {
    await tell(shop, type, { order: number })
    await shop.again()
    shop.say(done)
  }
  const arrived = ['delivered', 'completed'].includes(status)
  return h(
    'div',
    { className: 'phone-actions' },
    ['shipped', 'delivered'].includes(status) &&
      doing(shop, words.receive, told('order.received', words.received), 'primary'),
    arrived && doing(shop, words.review, async () => shop.open(reviewScreen(shop, order))),
    shop.customer && doing(shop, words.askSupport, async () => shop.open(supportScreen(shop, number))),
    Number(refundable) > 0 &&
      status !== 'cancelled' &&
      doing(shop, words.askRefund, async () => shop.open(refundScreen(shop, order))),
    ['pending_payment', 'paid', 'processing'].includes(status) &&
      doing(shop, words.cancelOrder, told('order.cancel_requested', words.cancelled), 'danger'),
  )
}
