import type { PackedOrder } from '../../shop/orders/packed.ts'
import { buttons, escapeText, lineSections, type Message } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'

/** What has to be packed of an order, for the warehouse. */
export function packingMessage({ number, lines, carrier }: PackedOrder, reader: Reader): Message {
  const text = reader.say('packing.title', { number, carrier: carrier ?? '' })
  const goods = lines.map((line) => `• ${line.quantity} × ${nameOf(line, reader)} \`${escapeText(line.sku)}\``)
  const open = { label: reader.say('return.open_order'), operation: 'order.show', argument: number }
  return { text, blocks: [...lineSections([`📦 *${escapeText(text)}*`, ...goods]).slice(0, 40), buttons(open)] }
}
