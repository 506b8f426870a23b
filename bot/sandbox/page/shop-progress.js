import { h } from './dom.js'
import { moment } from './shop-http.js'
import { nameOf } from './shop-parts.js'

/** @import { Answer, Shop } from './shop.js' */

const STEPS = ['pending_payment', 'paid', 'processing', 'shipped', 'delivered', 'completed']

/**
 * How far it has come, and its parcels.
 * @param {Shop} shop
 * @param {Answer} tracked
 */
export function progress(shop, tracked) {
  const { words } = shop
  const { status, shipments, estimated_delivery_at: due, delivered_at: arrived } = tracked
  const at = STEPS.indexOf(status)
  const parcel = (/** @type {Answer} */ { carrier, tracking_number, delivered_at, shipped_at, lines }) =>
    h(
      'li',
      {},
      h('span', {}, [carrier, tracking_number].filter(Boolean).join(' ') || words.parcel),
      h(
        'span',
        { className: 'hint' },
        lines.map((/** @type {Answer} */ one) => `${one.quantity} × ${nameOf(shop, one)}`).join(', '),
      ),
      h(
        'span',
        { className: 'hint' },
        delivered_at ? words.arrived(moment(shop, delivered_at)) : words.left(moment(shop, shipped_at)),
      ),
    )
  return h(
    'section',
    { className: 'phone-card' },
    h(
      'p',
      { className: 'row' },
      h('strong', {}, words.status(status)),
      h('span', { className: 'hint' }, moment(shop, tracked.placed_at)),
    ),
    at >= 0 &&
      h('div', {
        ...{ className: 'steps', role: 'progressbar', 'aria-label': words.status(status) },
        ...{ 'aria-valuemin': '1', 'aria-valuemax': String(STEPS.length), 'aria-valuenow': String(at + 1) },
        style: `--done: ${(at + 1) / STEPS.length}`,
      }),
    due && !arrived && h('p', { className: 'hint' }, words.due(moment(shop, due))),
    shipments.length > 0 && h('ul', { className: 'plain' }, shipments.map(parcel)),
  )
}
