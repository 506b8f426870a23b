import { z } from 'zod'
import { requestRefund } from '../../refunds/request.ts'
import { id, money, orderNumber, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

const refund = z.object({ order: orderNumber, request: id, amount: money.optional(), reason: text(2000) })

/** A customer asks for money back; people decide as about any other request. */
export const refundRequested: EventKind<z.infer<typeof refund>> = {
  type: 'refund.requested',
  about: 'A customer wants money back: the amount, or all that is left. It is decided in Slack.',
  schema: refund,
  example: { order: '1042', request: 'rq-1', amount: '20.00', reason: 'one cup is chipped' },
  subject: ({ order }) => orderKey(order),
  apply: ({ trx, jobs, at, now }, { order, request, amount, reason }) =>
    requestRefund(
      trx,
      jobs,
      {
        order,
        amount: amount ?? null,
        member: null,
        reason,
        restock: false,
        key: `storefront:${request}`,
        via: 'storefront',
        receivedAt: now,
      },
      at,
    ),
}
