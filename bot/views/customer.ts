import type { Said } from '../../shop/support/find.ts'
import { type Blocks, buttons, context, escapeText, lineSections, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { starsOf } from './review.ts'

/** Who said it, when, and the order that it is about. */
function about({ customer, name, order, at }: Said, reader: Reader): Blocks {
  const who = [...(name ? [escapeText(name)] : []), `\`${escapeText(customer)}\``]
  const open = { label: reader.say('customer.open_order'), operation: 'order.show', argument: order ?? '' }
  return [context([...who, reader.when(at)].join('  ')), ...(order ? [buttons(open)] : [])]
}

/** Of a message, more than its 5,000 characters can become. */
const MOST_SECTIONS = 20

/** Escaped. */
const title = (said: Said, of: 'message' | 'rating', reader: Reader): string => {
  const who = escapeText(said.name ?? said.customer)
  return said.order
    ? reader.say(`customer.${of}_of_order`, { who, order: said.order })
    : reader.say(`customer.${of}`, { who })
}

/** What a customer wrote, as the support channel gets it. */
export function customerMessagePosted(said: Said & { text: string }, reader: Reader): Message {
  const text = title(said, 'message', reader)
  // Quoted line by line. A long line is broken, so that a section can hold what it becomes escaped.
  const lines = said.text
    .split(/\r?\n|[\r\u2028\u2029]/)
    .flatMap((line) => line.match(/.{1,500}/gsu) ?? [''])
    .map((line) => `>${escapeText(line)}`)
  return {
    text,
    blocks: [section(`💬 *${text}*`), ...lineSections(lines).slice(0, MOST_SECTIONS), ...about(said, reader)],
  }
}

/** How content a customer is, as the support channel gets it. */
export function customerRatingPosted(said: Said & { score: number; comment: string | null }, reader: Reader): Message {
  const text = title(said, 'rating', reader)
  const comment =
    said.comment === null ? '' : `\n>${escapeText(said.comment).replaceAll(/[\r\n\u2028\u2029]+/g, '\n>')}`
  return { text, blocks: [section(`*${text}*  ${starsOf(said.score)}${comment}`), ...about(said, reader)] }
}
