import { z } from 'zod'
import { requestReturn } from '../../returns/request.ts'
import { id, orderNumber, quantity, text } from '../fields.ts'
import { type EventKind, orderKey } from '../kind.ts'

const line = z.object({ line: z.int().min(1), quantity })
const back = z.object({ order: orderNumber, request: id, lines: z.array(line).min(1).max(200), reason: text(2000) })

/** A customer wants to send goods back for their money. */
export const returnRequested: EventKind<z.infer<typeof back>> = {
  type: 'return.requested',
  about: 'A customer wants to send goods back: which lines of the order, and how many pieces. They have to be shipped.',
  schema: back,
  example: { order: '1042', request: 'rt-1', lines: [{ line: 1, quantity: 1 }], reason: 'too small' },
  subject: ({ order }) => orderKey(order),
  apply: ({ trx, jobs, at }, { order, request, lines, reason }) =>
    requestReturn(trx, jobs, { order, id: request, kind: 'return', lines, reason }, at),
}

const exchange = back.extend({
  lines: z
    .array(line.extend({ sku: text(64) }))
    .min(1)
    .max(200),
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
    return requestReturn(trx, jobs, { order, id: request, kind: 'exchange', lines: wanted, reason }, at)
  },
}
