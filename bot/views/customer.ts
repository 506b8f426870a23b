import type { Said } from '../../shop/support/find.ts'
import { type Blocks, buttons, context, escapeText, lineSections, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** Who said it, when, and the order that it is about. */
function about({ customer, name, order, at }: Said, reader: Reader): Blocks {
  const who = [name, `\`${escapeText(customer)}\``].filter(Boolean)
  const open = { label: reader.say('customer.open_order'), operation: 'order.show', argument: order ?? '' }
  return [
    context([escapeText(who[0] ?? ''), ...who.slice(1), reader.when(at)].join('  ')),
    ...(order ? [buttons(open)] : []),
  ]
}

const title = (said: Said, of: 'message' | 'rating', reader: Reader): string => {
  const who = said.name ?? said.customer
  return said.order
    ? reader.say(`customer.${of}_of_order`, { who, order: said.order })
    : reader.say(`customer.${of}`, { who })
}

/** What a customer wrote, as the support channel gets it. */
export function customerMessagePosted(said: Said & { text: string }, reader: Reader): Message {
  const text = title(said, 'message', reader)
  // Quoted line by line; a line longer than a section is cut.
  const lines = said.text.split(/\r?\n|[\r\u2028\u2029]/).map((line) => `>${escapeText(line)}`)
  return {
    text,
    blocks: [section(`💬 *${escapeText(text)}*`), ...lineSections(lines).slice(0, 10), ...about(said, reader)],
  }
}

/** How content a customer is, as the support channel gets it. */
export function customerRatingPosted(said: Said & { score: number; comment: string | null }, reader: Reader): Message {
  const text = title(said, 'rating', reader)
  const stars = `${'★'.repeat(said.score)}${'☆'.repeat(5 - said.score)}`
  const comment =
    said.comment === null ? '' : `\n>${escapeText(said.comment).replaceAll(/[\r\n\u2028\u2029]+/g, '\n>')}`
  return { text, blocks: [section(`*${escapeText(text)}*  ${stars}${comment}`), ...about(said, reader)] }
}
