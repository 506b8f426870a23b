import { h, icon } from './dom.js'
import { tell } from './shop-http.js'
import { nameOf } from './shop-parts.js'

/** @import { Answer, Shop } from './shop.js' */

/**
 * Saves goods to the customer's favourites, or takes them off again. Guests have none.
 * @param {Shop} shop
 * @param {Answer} product
 */
export function heart(shop, product) {
  const { sku, saved } = product
  const { words } = shop
  const label = saved ? words.unsave(nameOf(shop, product)) : words.save(nameOf(shop, product))
  const flip = async () => {
    if (!shop.customer) return shop.say(words.guestSaves, true)
    await tell(shop, saved ? 'favourite.removed' : 'favourite.added', { customer: shop.customer.id, sku })
    await shop.again()
  }
  const button = h(
    'button',
    {
      ...{
        type: 'button',
        className: 'icon-button heart',
        title: label,
        'aria-label': label,
        'data-key': `heart ${sku}`,
      },
      'aria-pressed': String(saved),
      onclick: () => shop.act(button, flip),
    },
    icon('heart'),
  )
  return button
}
