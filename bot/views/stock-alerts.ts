import type { StockAlert } from '../../shop/stock/alert.ts'
import type { StockCard } from '../../shop/stock/card.ts'
import { buttons, context, escapeText, header, lineSections, type Message } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { nameOf, titleOf } from './goods.ts'
import { restockLine } from './restock.ts'
import { condition, summary } from './stock.ts'
import { withOpen } from './with-open.ts'

/** An alert that stands in the stock channel, and later that it is over. */
function alertMessage(
  { card, since, recovered, restock }: StockAlert,
  mark: string,
  kind: 'alert' | 'stopped',
  reader: Reader,
) {
  const key = recovered ? (`stock.${kind}_over` as const) : (`stock.${kind}` as const)
  const title = reader.say(key, { name: nameOf(card, reader), sku: escapeText(card.sku) })
  return {
    text: title,
    blocks: [
      withOpen(`${recovered ? '🟢' : mark} ${title}\n${summary(card, reader)}`, 'stock.show', card.sku, reader),
      context(
        reader.say(`stock.${kind}_since`, { when: reader.when(since) }),
        ...(restock ? [restockLine(restock, reader)] : []),
      ),
    ],
  }
}

/** That goods have fallen below their safety level. */
export const stockAlertMessage = (alert: StockAlert, reader: Reader): Message =>
  alertMessage(alert, '🔴', 'alert', reader)

/** That goods are sold no more, since they are down to their minimum. */
export const stockStoppedMessage = (alert: StockAlert, reader: Reader): Message =>
  alertMessage(alert, '⛔', 'stopped', reader)

/** What has become scarce since the digest before. */
export function stockDigestMessage({ cards, more }: { cards: StockCard[]; more: number }, reader: Reader): Message {
  const title = reader.say('stock.digest_title', { count: cards.length + more })
  const lines = cards.map(
    (card) => `• ${titleOf(card, reader)}  ${condition(card, reader)}  ·  ${summary(card, reader)}`,
  )
  return {
    text: title,
    blocks: [
      header(title),
      ...lineSections(more > 0 ? [...lines, reader.say('list.more', { count: more })] : lines),
      context(reader.say('stock.digest_hint')),
      buttons({ label: reader.say('stock.low_title'), operation: 'stock.low' }),
    ],
  }
}
