import { z } from 'zod'
import { currency, id, money, orderNumber, quantity, text } from '../../intake/fields.ts'
import { orderKey } from '../../intake/kind.ts'
import { returnStates } from '../../returns/states.ts'
import type { CallbackKind } from '../kind.ts'

const changed = z.object({
  order: orderNumber,
  return: id.describe('the id of the request, as it was told'),
  number: text(80).describe('as the shop’s people call it'),
  kind: z.enum(['return', 'exchange']),
  status: z.enum(returnStates),
  reason: text(2000).optional().describe('why it was refused or cancelled'),
  instructions: text(2000).optional().describe('what the customer has to do'),
  lines: z.array(
    z.object({
      ...{ line: z.int().min(1), quantity },
      accepted: z.int().min(0).optional().describe('pieces that were good, once inspected'),
    }),
  ),
  refund: text(10).optional().describe('by which money goes back; its own callbacks tell how it goes on'),
  exchange: z
    .object({ order: orderNumber, total: money, credit: money, to_pay: money, to_refund: money, currency })
    .optional()
    .describe(
      'while its order stands: the order with the goods wanted instead, what the goods sent back are worth (no refund tells of what is set against it), and the difference',
    ),
})

/** A return or exchange goes on. */
export const returnStatusChanged: CallbackKind<z.infer<typeof changed>> = {
  type: 'return.status_changed',
  about:
    'A return or exchange was requested, approved, refused, received, inspected, lapsed or cancelled. An exchange’s order waits for its payment where `to_pay` is more than zero.',
  schema: changed,
  example: {
    ...{ order: '1042', return: 'rt-1', number: '1042-RT1', kind: 'return', status: 'approved' },
    instructions: 'Pack the goods well, and put the order number into the parcel.',
    lines: [{ line: 1, quantity: 1 }],
  },
  subject: ({ order }) => orderKey(order),
}
