import { z } from 'zod'
import { requestReturn } from '../../returns/request.ts'
import { id, orderNumber, quantity, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

/** Who acts where a storefront tells: its customers. */
const acting = { member: null, via: 'storefront' } as const

/** More lines than this do not fit into the form by which people inspect them. */
const MOST_LINES = 40

const line = z.object({ line: z.int().min(1), quantity })
const back = z.object({
  order: orderNumber,
  request: id,
  lines: z.array(line).min(1).max(MOST_LINES),
  reason: text(2000),
})

/** A customer wants to send goods back for their money. */
export const returnRequested: EventKind<z.infer<typeof back>> = {
  type: 'return.requested',
  about: 'A customer wants to send goods back: which lines of the order, and how many pieces. They have to be shipped.',
  schema: back,
  example: { order: '1042', request: 'rt-1', lines: [{ line: 1, quantity: 1 }], reason: 'too small' },
  subject: ({ order }) => orderKey(order),
  apply: ({ trx, jobs, at }, { order, request, lines, reason }) =>
    requestReturn(trx, jobs, { order, id: request, kind: 'return', lines, reason, ...acting }, at),
}

const exchange = back.extend({
  lines: z
    .array(line.extend({ sku: text(64) }))
    .min(1)
    .max(MOST_LINES),
})

/** A customer wants other goods for those that they send back. */
export const exchangeRequested: EventKind<z.infer<typeof exchange>> = {
  type: 'exchange.requested',
  about: 'A customer wants to send goods back and have others instead: `sku` is what they want for the line.',
  schema: exchange,
  example: {
    ...{ order: '1042', request: 'ex-1', reason: 'another colour' },
    lines: [{ line: 1, quantity: 1, sku: 'TEA-102' }],
  },
  subject: ({ order }) => orderKey(order),
  apply: ({ trx, jobs, at }, { order, request, lines, reason }) => {
    const wanted = lines.map(({ sku, ...line }) => ({ ...line, wanted: sku }))
    return requestReturn(trx, jobs, { order, id: request, kind: 'exchange', lines: wanted, reason, ...acting }, at)
  },
}
