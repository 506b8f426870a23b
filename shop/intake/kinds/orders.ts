import { z } from 'zod'
import type { Trx } from '../../../db/tables/index.ts'
import { minorRate, parseAmount } from '../../money.ts'
import { cancelOrder } from '../../orders/cancel.ts'
import { completeOrder, deliverOrder } from '../../orders/deliver.ts'
import { placeOrder } from '../../orders/place.ts'
import { lockOrder } from '../../orders/record.ts'
import { rateOf } from '../../rates/book.ts'
import { readRates } from '../../rates/read.ts'
import { refundCancelled } from '../../refunds/cancelled.ts'
import { WANTS_TO_CANCEL } from '../../refunds/reason.ts'
import { demand, refusable, refuse } from '../../result.ts'
import { returnInstead } from '../../returns/instead-of-cancel.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/registry.ts'
import { currency, customer, instant, money, orderNumber, quantity, rate, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

/** Who acts where a storefront tells: its customers. */
const acting = { member: null, via: 'storefront' } as const

const placed = z.object({
  order: orderNumber,
  customer,
  currency,
  rate: rate.optional(),
  items: z
    .array(z.object({ sku: text(64), quantity, unit_price: money, discount: money.optional() }))
    .min(1)
    .max(200),
  shipping: money.optional(),
  tax: money.optional(),
  discount: money.optional(),
  estimated_delivery_at: instant.optional(),
})

/**
 * What one minor unit of an order's currency is worth in the shop's: by the order itself, else by the shop's own rate,
 * which then stays with it. Null where there is neither, or the shop's is too old.
 */
async function rateFor(
  trx: Trx,
  settings: Settings,
  { currency, rate }: { currency: string; rate?: string },
  at: Temporal.Instant,
): Promise<string | null> {
  const shop = settings['shop.currency']
  // Nearly every order: nothing is read for it.
  if (currency === shop) return '1'
  if (rate !== undefined) return minorRate(rate, currency, shop)
  const own = rateOf(await readRates(trx, settings), currency, at)
  return own && !own.stale ? own.minor : null
}

/** An order that the shop has decided on by itself. Its goods are promised as for any other. */
export const orderPlaced: EventKind<z.infer<typeof placed>> = {
  type: 'order.placed',
  about: 'A shop that decides by itself took an order. Prices are those that the customer agreed to.',
  schema: placed,
  example: {
    order: '1042',
    customer: { id: 'c-7', name: '林薇', locale: 'zh-CN', region: '上海' },
    currency: 'CNY',
    items: [{ sku: 'TEA-101', quantity: 2, unit_price: '88.00' }],
    shipping: '8.00',
    discount: '10.00',
  },
  subject: ({ order }) => orderKey(order),
  apply: ({ trx, jobs, at, now }, data) =>
    refusable(async () => {
      const settings = await readSettings(trx)
      const amount = (text: string | undefined) =>
        text === undefined ? undefined : demand(parseAmount(text, data.currency))
      const rate = await rateFor(trx, settings, data, at)
      if (!rate) return refuse('intake.rate_missing', { currency: data.currency, shop: settings['shop.currency'] })
      return placeOrder(
        trx,
        jobs,
        {
          number: data.order,
          customer: data.customer,
          items: data.items.map(({ sku, quantity, unit_price, discount }) => ({
            ...{ sku, quantity, unitPrice: amount(unit_price), discount: amount(discount) },
          })),
          shipping: amount(data.shipping),
          tax: amount(data.tax),
          discount: amount(data.discount),
          currency: { code: data.currency, rate },
          estimatedDeliveryAt: data.estimated_delivery_at ? Temporal.Instant.from(data.estimated_delivery_at) : null,
          receivedAt: now,
        },
        at,
      )
    }),
}

const cancelRequested = z.object({ order: orderNumber, reason: text(500).optional() })

/** Before anything is shipped the order is cancelled, and what was paid goes back; after it the goods are asked back. */
export const orderCancelRequested: EventKind<z.infer<typeof cancelRequested>> = {
  type: 'order.cancel_requested',
  about:
    'A customer wants to cancel. Before anything is shipped the order is cancelled and what was paid goes back; after it this is a request to return what was shipped.',
  schema: cancelRequested,
  example: { order: '1042', reason: 'ordered twice' },
  subject: ({ order }) => orderKey(order),
  apply: async ({ trx, jobs, event, at }, { order, reason }) => {
    const cancelled = await cancelOrder(trx, jobs, { order, reason: reason ?? null, ...acting }, at)
    if (cancelled.ok) return refundCancelled(trx, jobs, cancelled.value)
    if (cancelled.code !== 'order.partly_shipped' && cancelled.code !== 'order.wrong_status') return cancelled
    return returnInstead(trx, jobs, { order, id: event, reason: reason ?? WANTS_TO_CANCEL }, at)
  },
}

const received = z.object({ order: orderNumber })

/** The customer has it in hand, and is content: the order is complete. */
export const orderReceived: EventKind<z.infer<typeof received>> = {
  type: 'order.received',
  about: 'The customer confirms that the order is in their hands.',
  schema: received,
  example: { order: '1042' },
  subject: ({ order }) => orderKey(order),
  async apply({ trx, at }, { order }) {
    const locked = await lockOrder(trx, order)
    if (!locked.ok || locked.value.status === 'completed') return locked
    const delivered = await deliverOrder(trx, { order, ...acting }, at)
    return delivered.ok ? completeOrder(trx, { order, ...acting }, at) : delivered
  },
}
