import { h } from './dom.js'
import { goodsScreen } from './shop-goods.js'
import { freshId, look, tell } from './shop-http.js'
import { empty, field, form } from './shop-parts.js'

/** @import { Answer, Customer, Screen, Shop } from './shop.js' */

/**
 * Who one is: a customer of the shop, a new one, or a guest.
 * @param {Shop} shop
 * @param {boolean} [first] whether the choice leads on to the goods
 * @returns {Screen}
 */
export function customerScreen(shop, first = false) {
  const { words } = shop
  let search = ''
  let waiting = 0
  const chosen = async (/** @type {Customer | null} */ customer) => {
    shop.become(customer)
    if (!first) return shop.again()
    shop.keep({ tab: 'goods' })
    shop.start(goodsScreen(shop, false))
  }
  const finder = h('input', {
    ...{ type: 'text', className: 'text-input', maxLength: 200, placeholder: words.findCustomer },
    ...{ 'aria-label': words.findCustomer, 'data-key': 'find' },
    oninput: () => {
      clearTimeout(waiting)
      waiting = window.setTimeout(() => {
        search = finder.value
        void shop.again()
      }, 250)
    },
  })
  return {
    title: words.who,
    load: async () => ({ ...(await look(shop, 'customers', { search })), me: shop.customer?.id ?? null }),
    draw({ customers, me }) {
      const entry = (
        /** @type {Customer | null} */ customer,
        /** @type {string} */ label,
        /** @type {string} */ hint,
      ) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              ...{ type: 'button', className: 'open', 'data-key': `be ${customer?.id ?? ''}` },
              ...{ 'aria-pressed': String((customer?.id ?? null) === me), onclick: () => chosen(customer) },
            },
            label,
            h('span', { className: 'hint' }, hint),
          ),
        )
      const hint = (/** @type {Answer} */ { id, region }) => [id, region].filter(Boolean).join(' · ')
      return [
        h(
          'div',
          { className: 'phone-actions' },
          h(
            'button',
            { type: 'button', className: 'button primary', onclick: () => shop.open(registerScreen(shop, chosen)) },
            words.register,
          ),
        ),
        h('search', { className: 'phone-search' }, finder),
        h(
          'ul',
          { className: 'orders' },
          entry(null, words.guest, words.guestHint),
          customers.map((/** @type {Answer} */ one) =>
            entry(/** @type {Customer} */ (one), one.name ?? one.id, hint(one)),
          ),
        ),
        customers.length === 0 && empty(words.nobodyFound),
      ]
    },
  }
}

/**
 * @param {Shop} shop
 * @param {(customer: Customer) => Promise<void>} done
 * @returns {Screen}
 */
function registerScreen(shop, done) {
  const { words, reader } = shop
  const id = freshId('W').toLowerCase()
  const input = (/** @type {string} */ name, /** @type {Record<string, unknown>} */ more = {}) =>
    h('input', { type: 'text', name, className: 'text-input', maxLength: 80, autocomplete: 'off', ...more })
  const send = async (/** @type {Record<string, string>} */ fields) => {
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const customer = { id, locale: reader.locale, ...given }
    await tell(shop, 'customer.registered', customer)
    shop.back()
    await done({ id, name: fields.name ?? id, region: fields.region })
    shop.say(words.registered)
  }
  return {
    title: words.register,
    load: async () => ({ id }),
    draw: () => [
      form(
        shop,
        { label: words.register, send },
        field(words.name, input('name', { required: true })),
        field(words.email, input('email', { type: 'email' })),
        field(words.region, input('region', { placeholder: '上海' })),
      ),
    ],
  }
}
