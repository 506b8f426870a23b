import { h } from './dom.js'
import { freshId, look, moment, tell } from './shop-http.js'
import { doing, empty, field, form, pages } from './shop-parts.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * What the customer and the shop write each other, and where the customer says how it was.
 * @param {Shop} shop
 * @param {string} [order] what they write is about it
 * @returns {Screen}
 */
export function supportScreen(shop, order) {
  const { words, customer } = shop
  let cursor = ''
  // Made once: what is being written stays when something new is shown.
  const writer = customer && writing(shop, customer.id, order)
  return {
    title: words.support,
    load: async () =>
      customer ? look(shop, `customers/${encodeURIComponent(customer.id)}/messages`, { cursor }) : { messages: [] },
    draw(found) {
      if (!customer) return [empty(words.guestSupport)]
      const go = (/** @type {string} */ to) => {
        cursor = to
        void shop.again()
      }
      return [
        found.messages.length === 0
          ? empty(words.noMessages)
          : h(
              'ul',
              { className: 'phone-card talk' },
              found.messages.map((/** @type {Answer} */ one) => spoken(shop, one)),
            ),
        pages(shop, found, go),
        found.to_rate && rating(shop, customer.id, found.to_rate),
        writer,
      ]
    },
  }
}

/**
 * @param {Shop} shop
 * @param {Answer} message
 */
function spoken(shop, { from, agent, text, at }) {
  const who = from === 'agent' ? (agent ?? shop.words.support) : shop.words.you
  return h(
    'li',
    { className: from },
    h('span', { className: 'hint' }, `${who} · ${moment(shop, at)}`),
    h('p', { className: 'said' }, text),
  )
}

/**
 * @param {Shop} shop
 * @param {string} customer
 * @param {string | undefined} order
 */
function writing(shop, customer, order) {
  const { words } = shop
  const text = h('textarea', {
    ...{ name: 'text', className: 'text-input', rows: 3, maxLength: 5000, required: true, 'data-key': 'write' },
  })
  let id = freshId('M')
  const send = async () => {
    await tell(shop, 'customer.message', { customer, message: id, ...(order && { order }), text: text.value.trim() })
    id = freshId('M')
    text.value = ''
    await shop.again()
  }
  return form(shop, { label: words.sendMessage, send }, field(order ? words.writeAbout(order) : words.write, text))
}

/**
 * @param {Shop} shop
 * @param {string} customer
 * @param {string} conversation
 */
function rating(shop, customer, conversation) {
  const { words } = shop
  const give = (/** @type {number} */ score) => async () => {
    await tell(shop, 'customer.rated', { customer, rating: `conversation-${conversation}`, conversation, score })
    await shop.again()
    shop.say(words.ratingSent)
  }
  return h(
    'section',
    { className: 'phone-card' },
    h('h4', {}, words.howWasIt),
    h(
      'div',
      { className: 'phone-actions' },
      [1, 2, 3, 4, 5].map((score) => doing(shop, words.starsOf(score), give(score))),
    ),
  )
}
