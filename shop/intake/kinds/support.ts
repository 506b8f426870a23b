import { z } from 'zod'
import { keepRating } from '../../support/rate.ts'
import { takeMessage } from '../../support/take.ts'
import { id, orderNumber, text } from '../fields.ts'
import { customerKey, type EventKind, orderKey } from '../kind.ts'

/** What is said of an order waits for that order. */
const subject = ({ customer, order }: { customer: string; order?: string | undefined }) =>
  order === undefined ? customerKey(customer) : orderKey(order)

const message = z.object({
  customer: id,
  message: id,
  order: orderNumber.optional(),
  topic: text(40).describe('what it is about, as the shop has it: routes go by it').optional(),
  tier: text(40).describe('how much the customer counts, as the shop has it: routes go by it').optional(),
  text: text(5000),
})

/** A customer writes to the shop. */
export const customerMessageSent: EventKind<z.infer<typeof message>> = {
  type: 'customer.message',
  about:
    'A customer writes to the shop, of an order or in general. It begins a conversation with support, or goes on with it.',
  schema: message,
  example: { customer: 'c-7', message: 'm-1', order: '1042', topic: 'delivery', text: '什么时候发货？' },
  subject,
  apply: ({ trx, jobs, at, now }, { customer, message: id, order = null, topic = null, tier = null, text }) =>
    takeMessage(trx, jobs, { customer, id, order, topic, tier, text }, at, now),
}

const rating = z.object({
  customer: id,
  rating: id,
  order: orderNumber.optional(),
  conversation: text(20)
    .describe('the conversation that the customer was asked about, as `rating.asked` names it')
    .optional(),
  score: z.int().min(1).max(5),
  comment: text(2000).optional(),
})

/** The latest word of a rating that was changed. */
export const customerRated: EventKind<z.infer<typeof rating>> = {
  type: 'customer.rated',
  about:
    'A customer rates how they were served, or changes their rating. It is attached to the conversation with support.',
  schema: rating,
  example: { customer: 'c-7', rating: 'ra-1', order: '1042', score: 5, comment: 'quick and kind' },
  subject,
  apply: ({ trx, jobs, at }, { customer, rating: id, order = null, conversation = null, score, comment = null }) =>
    keepRating(trx, jobs, { customer, id, order, conversation, score, comment }, at),
}
