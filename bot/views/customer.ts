import type { Said } from '../../shop/support/rating.ts'
import { type Blocks, buttons, context, escapeText, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { starsOf } from './review.ts'

/** Who said it, when, and the order that it is about. */
function about({ customer, name, order, at }: Said, reader: Reader): Blocks {
  const who = [...(name ? [escapeText(name)] : []), `\`${escapeText(customer)}\``]
  const open = { label: reader.say('customer.open_order'), operation: 'order.show', argument: order ?? '' }
  return [context([...who, reader.when(at)].join('  ')), ...(order ? [buttons(open)] : [])]
}

/** How content a customer is, as the support channel gets it. */
export function customerRatingPosted(said: Said & { score: number; comment: string | null }, reader: Reader): Message {
  const who = escapeText(said.name ?? said.customer)
  const { order } = said
  const text = order ? reader.say('customer.rating_of_order', { who, order }) : reader.say('customer.rating', { who })
  const comment =
    said.comment === null ? '' : `\n>${escapeText(said.comment).replaceAll(/[\r\n\u2028\u2029]+/g, '\n>')}`
  return { text, blocks: [section(`${text}  ${starsOf(said.score)}${comment}`), ...about(said, reader)] }
}
