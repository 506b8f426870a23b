import { z } from 'zod'
import { id, orderNumber, text } from '../../intake/fields.ts'
import { markDelivered } from '../../support/delivered.ts'
import type { CallbackKind } from '../kind.ts'

const subject = ({ conversation }: { conversation: string }) => `conversation:${conversation}`

const message = z.object({
  conversation: text(20),
  message: text(20).describe('a number of ours: the same again is the same message'),
  customer: id,
  order: orderNumber.optional(),
  agent: text(200).describe('who answers, as the customer may read it'),
  text: text(40_000),
})

/** An agent answers a customer. */
export const supportMessage: CallbackKind<z.infer<typeof message>> = {
  type: 'support.message',
  about: 'An agent answers a customer. Messages of one conversation arrive in order.',
  schema: message,
  example: {
    ...{ conversation: '12', message: '345', customer: 'c-7', order: '1042' },
    ...{ agent: 'Sam', text: '您好，今天下午发货。' },
  },
  subject,
  delivered: (trx, jobs, { message: seq }, now) => markDelivered(trx, jobs, [seq], now),
}

const asked = z.object({ conversation: text(20), customer: id, order: orderNumber.optional() })

/** A conversation is over, and its customer may say how it was. */
export const ratingAsked: CallbackKind<z.infer<typeof asked>> = {
  type: 'rating.asked',
  about:
    'A conversation is over: ask the customer how content they are, and tell it by `customer.rated` with this `conversation`.',
  schema: asked,
  example: { conversation: '12', customer: 'c-7', order: '1042' },
  subject,
}
