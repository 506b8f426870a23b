import type { Key } from '../../shop/i18n/index.ts'
import { reasonWords } from '../../shop/refunds/reason.ts'
import type { OrderReturn } from '../../shop/returns/find.ts'
import { buttons, context, escapeText, type Message, quote, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'

/** Of a return, a card lists no more lines. */
const MOST_LINES = 15

const pieces = ({ lines }: OrderReturn, reader: Reader): string[] => {
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    const { quantity, sku, wanted } = line
    const instead = wanted === null ? '' : `  ${reader.say('return.instead', { sku: `\`${escapeText(wanted)}\`` })}`
    return `• ${quantity} × ${nameOf(line, reader)} \`${escapeText(sku)}\`${instead}`
  })
  const more = lines.length - shown.length
  return more > 0 ? [...shown, reader.say('list.more', { count: more })] : shown
}

/** One return or exchange, as a line of its order's card. */
export const returnLine = (asked: OrderReturn, reader: Reader): string => {
  const { id, kind, state, reason, lines, requestedAt } = asked
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const what = `${reader.say(`return.kind.${kind}`)} \`${escapeText(id)}\``
  const how = `*${reader.say(`return.state.${state}` as Key)}*  ${reader.say('order.pieces', { count })}`
  return `• ${what}  ${how}  ${quote(reasonWords(reader.locale, reason))}  ${reader.when(requestedAt)}`
}

/** What stands in the approvals channel about a request to send goods back. */
export function returnNotice({ order, asked }: { order: string; asked: OrderReturn }, reader: Reader): Message {
  const text = reader.say(`return.${asked.kind}_wanted`, { order })
  return {
    text,
    blocks: [
      section(
        [`↩️ *${escapeText(text)}*`, ...pieces(asked, reader), quote(reasonWords(reader.locale, asked.reason))].join(
          '\n',
        ),
      ),
      context(`${reader.say(`return.state.${asked.state}` as Key)}  ${reader.when(asked.requestedAt)}`),
      buttons({ label: reader.say('return.open_order'), operation: 'order.show', argument: order }),
    ],
  }
}
