import type { Key } from '../../shop/i18n/index.ts'
import type { OrderCard } from '../../shop/orders/card.ts'
import type { Button } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { careButtons } from './order-care.ts'

/** What the reader may do about orders. */
export interface OrderRights {
  readonly refund: boolean
  readonly process: boolean
  readonly ship: boolean
  /** Tell of something that is wrong. */
  readonly report: boolean
}

/** Of an order's returns, the newest have a button. */
const MOST_RETURNS = 6

/** What the reader may do about an order as it is, as buttons. */
export function actions(card: OrderCard, may: OrderRights, reader: Reader): Button[] {
  const { order, totals, cancellable, lines, shipments, returns } = card
  const { number } = order
  const to = (label: Key, operation: string): Button => ({ label: reader.say(label), operation, argument: number })
  const sendable =
    card.early === null &&
    ['paid', 'processing'].includes(order.status) &&
    lines.some(({ shipped, quantity, not_sent }) => shipped + not_sent < quantity)
  const left = totals.captured - totals.refunded - totals.refund_reserved
  const linked = [
    ...returns
      .slice(-MOST_RETURNS)
      .map(({ number }): Button => ({ label: number, operation: 'order.return', argument: number })),
    ...(order.exchange_of === null
      ? []
      : [
          {
            label: reader.say('return.open_origin', { order: order.exchange_of }),
            operation: 'order.show',
            argument: order.exchange_of,
          },
        ]),
  ]
  return [
    ...(may.ship && sendable ? [to('ship.button', 'order.ship')] : []),
    ...(shipments.length > 0 ? [to('track.button', 'order.track')] : []),
    ...(may.ship && shipments.length > 0 ? [to('slip.button', 'order.slip')] : []),
    ...(may.refund && lines.some(({ shipped }) => shipped > 0) ? [to('return.button', 'order.return')] : []),
    ...(may.refund && left > 0n ? [to('order.refund', 'refund.form')] : []),
    ...(may.process && cancellable ? [to('order.cancel', 'order.cancel')] : []),
    ...(may.process ? careButtons(card, reader) : []),
    ...(may.report ? [to('exception.report', 'order.problem')] : []),
    ...linked,
  ]
}
