import { h } from './dom.js'
import { reasonOf } from './shop-http.js'
import { price } from './shop-parts.js'

/** @import { Answer, Shop } from './shop.js' */

/**
 * The ways to pay, those that apply first; why each other one does not stands with it.
 * @param {Shop} shop
 * @param {Answer} asked a quote, or an order that waits for its payment
 * @param {{ method: string, choose: (method: string) => void } | null} chosen null: only to read
 */
export function methodList(shop, { payment_methods: methods, currency }, chosen) {
  const { words } = shop
  const one = (/** @type {Answer} */ { method, name, applies, fee, reasons }) => {
    const notes = applies
      ? [Number(fee) > 0 && words.fee(price(shop, fee, currency))]
      : reasons.map((/** @type {Answer} */ why) => reasonOf(shop, why))
    const about = [name, h('span', { className: 'hint' }, notes.filter(Boolean).join(' '))]
    if (!chosen || !applies) return h('li', { className: applies ? 'applies' : 'quiet' }, ...about)
    const radio = h('input', {
      ...{
        type: 'radio',
        name: 'method',
        value: method,
        checked: method === chosen.method,
        'data-key': `pay ${method}`,
      },
      onchange: () => chosen.choose(method),
    })
    return h('li', { className: 'applies' }, h('label', {}, radio, h('span', {}, ...about)))
  }
  const all = methods.toSorted(
    (/** @type {Answer} */ a, /** @type {Answer} */ b) => Number(b.applies) - Number(a.applies),
  )
  return h('ul', { className: 'plain methods' }, all.map(one))
}
