import { h } from './dom.js'
import { freshId, tell } from './shop-http.js'
import { field, form, nameOf } from './shop-parts.js'

/** @import { Answer, Screen, Shop } from './shop.js' */

/**
 * Writes a review of something in the order.
 * @param {Shop} shop
 * @param {Answer} order
 * @returns {Screen}
 */
export function reviewScreen(shop, { order, lines }) {
  const { words } = shop
  const review = freshId('RV')
  const send = async (/** @type {Record<string, string>} */ { sku, rating, comment }) => {
    await tell(shop, 'review.posted', { order, review, sku, rating: Number(rating), ...(comment && { comment }) })
    shop.back()
    shop.say(words.reviewSent)
  }
  const goods = lines.map((/** @type {Answer} */ { sku, ...one }) => h('option', { value: sku }, nameOf(shop, one)))
  const star = (/** @type {number} */ rating) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name: 'rating',
        value: String(rating),
        checked: rating === 5,
        'aria-label': words.starsOf(rating),
      }),
      h('span', { 'aria-hidden': 'true' }, '★'),
    )
  return {
    title: words.review,
    load: async () => order,
    draw: () => [
      form(
        shop,
        { label: words.sendReview, send },
        field(words.aboutWhat, h('select', { name: 'sku', className: 'text-input' }, goods)),
        h(
          'fieldset',
          { className: 'field' },
          h('legend', { className: 'label' }, words.rating),
          h('div', { className: 'rate' }, [1, 2, 3, 4, 5].map(star)),
        ),
        field(words.comment, h('textarea', { name: 'comment', className: 'text-input', rows: 4, maxLength: 5000 })),
      ),
    ],
  }
}
