import { h } from './dom.js'
import { freshId, tell } from './shop-http.js'
import { field, form, nameOf, price, stepper } from './shop-parts.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * Asks for money back: so many pieces of each line, with a reason.
 * @param {Shop} shop
 * @param {Answer} order
 * @returns {Screen}
 */
export function refundScreen(shop, order) {
  const { words } = shop
  const { lines, currency, refundable } = order
  /** @type {Map<number, number>} pieces by line */
  const picked = new Map(lines.map((/** @type {Answer} */ { line }) => [line, 0]))
  const request = freshId('RQ')
  const reason = h('textarea', {
    name: 'reason',
    className: 'text-input',
    rows: 3,
    maxLength: 1500,
    required: true,
    'data-key': 'reason',
  })
  const set = (/** @type {number} */ line) => (/** @type {number} */ count) => {
    picked.set(line, count)
    void shop.refresh()
  }
  const send = async () => {
    const amount = amountOf(order, picked)
    if (Number(amount) === 0) return shop.say(words.pickLines, true)
    const asked = lines.filter((/** @type {Answer} */ { line }) => picked.get(line))
    const what = asked.map((/** @type {Answer} */ { line, sku }) => `${picked.get(line)} × ${sku}`).join(', ')
    await tell(shop, 'refund.requested', {
      order: order.order,
      request,
      amount,
      reason: `${reason.value.trim()} (${what})`,
    })
    shop.back()
    shop.say(words.refundAsked)
  }
  return {
    title: words.askRefund,
    load: async () => [...picked],
    draw: () => [
      h(
        'ul',
        { className: 'phone-card lines' },
        lines.map((/** @type {Answer} */ { line, quantity, total, ...one }) => {
          const name = nameOf(shop, one)
          const count = picked.get(line) ?? 0
          const key = `line ${line}`
          return h(
            'li',
            {},
            h(
              'span',
              { className: 'about' },
              name,
              h('span', { className: 'hint' }, `${quantity} × ${price(shop, total, currency)}`),
            ),
            stepper(shop, { name, key, count, least: 0, most: quantity, set: set(line) }),
          )
        }),
        h(
          'li',
          { className: 'total' },
          h(
            'span',
            { className: 'about' },
            words.refundAmount,
            h('span', { className: 'hint' }, words.atMost(price(shop, refundable, currency))),
          ),
          h('span', { className: 'amount' }, price(shop, amountOf(order, picked), currency)),
        ),
      ),
      form(
        shop,
        { label: words.sendRefund, send },
        field(words.reason, reason),
        h('p', { className: 'hint' }, words.refundHint),
      ),
    ],
  }
}

/**
 * What the picked pieces cost, at most what can still be refunded: exact, by the smallest unit.
 * @param {Answer} order
 * @param {Map<number, number>} picked
 */
function amountOf({ lines, refundable }, picked) {
  const digits = refundable.split('.')[1]?.length ?? 0
  const minor = (/** @type {string} */ amount) => BigInt(amount.replace('.', ''))
  const sum = lines.reduce(
    (/** @type {bigint} */ all, /** @type {Answer} */ { line, quantity, total }) =>
      all + (minor(total) * BigInt(picked.get(line) ?? 0)) / BigInt(quantity),
    0n,
  )
  const most = minor(refundable)
  // biome-ignore lint/complexity/useMathMinMax: Math.min takes no bigint
  const text = String(sum < most ? sum : most).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
