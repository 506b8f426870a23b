import type { Selectable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { StockCard } from '../../shop/stock/card.ts'
import { daysOfCover } from '../../shop/stock/cover.ts'
import type { levelNames } from '../../shop/stock/levels.ts'
import { buttons, context, escapeText, fields, header, lineSections, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf, plainNameOf, signed, titleOf } from './goods.ts'
import { restockLine } from './restock.ts'
import { withOpen } from './with-open.ts'

/** How urgent it is, at a glance and in words. */
export function condition(card: StockCard, reader: Reader): string {
  const { available, levels } = card
  if (!card.tracked) return `⚪ ${reader.say('stock.untracked')}`
  if (available <= levels.minimum) return `⛔ ${reader.say('stock.at_minimum')}`
  if (available < levels.safety) return `🔴 ${reader.say('stock.below_safety')}`
  if (available < levels.warning) return `🟡 ${reader.say('stock.below_warning')}`
  return `🟢 ${reader.say('stock.enough')}`
}

type Pair = readonly [string, string]

/** What there is of a product, as names and values. */
export const counts = (card: StockCard, reader: Reader): [Pair, Pair, Pair] => [
  [reader.say('stock.on_hand'), reader.number(card.onHand)],
  [reader.say('stock.reserved'), reader.number(card.reserved)],
  [reader.say('stock.available'), `*${reader.number(card.available)}*`],
]

/** Two columns: what is there on the left, the levels on the right. */
function countsAndLevels(card: StockCard, reader: Reader): Pair[] {
  const [onHand, reserved, available] = counts(card, reader)
  const level = (name: (typeof levelNames)[number]): Pair => {
    const own = card.own[name] === null ? ` _(${reader.say('stock.by_setting')})_` : ''
    return [reader.say(`stock.level.${name}`), `${reader.number(card.levels[name])}${own}`]
  }
  return [onHand, level('warning'), reserved, level('safety'), available, level('minimum')]
}

/** How long it lasts at what is sold a day; null where that is not known of goods that are not counted. */
function cover(card: StockCard, reader: Reader): string | null {
  const days = daysOfCover(card.available, card.dailySales)
  if (!card.tracked) return null
  return days === null
    ? reader.say('stock.no_sales')
    : reader.say('stock.cover', { days: Math.floor(days), daily: card.dailySales.toFixed(card.dailySales < 1 ? 2 : 1) })
}

/** What there is of a product, in a line. */
export const summary = (card: StockCard, reader: Reader): string =>
  reader.say('stock.summary', {
    available: reader.number(card.available),
    safety: reader.number(card.levels.safety),
    reserved: reader.number(card.reserved),
  })

/** What a reader may do about one product. */
export interface StockRights {
  adjust: boolean
  count: boolean
  restock: boolean
}

/** One product: its stock, its levels, how long it lasts, and what the reader may do. */
export function stockCardMessage(card: StockCard, rights: StockRights, reader: Reader): Message {
  const name = nameOf(card, reader)
  const about = [card.shelf && plainNameOf(card.shelf, reader), card.merchant?.name].flatMap((text) =>
    text ? [escapeText(text)] : [],
  )
  const row = [
    ...(rights.adjust
      ? [
          {
            label: reader.say('stock.adjust'),
            operation: 'stock.adjust',
            argument: card.sku,
            style: 'primary' as const,
          },
          { label: reader.say('stock.set_levels'), operation: 'stock.levels', argument: card.sku },
        ]
      : []),
    ...(rights.count ? [{ label: reader.say('count.button'), operation: 'stock.count', argument: card.sku }] : []),
    ...(card.restock
      ? [{ label: reader.say('restock.open'), operation: 'stock.restock_show', argument: String(card.restock.id) }]
      : []),
    ...(rights.restock && card.restock?.state !== 'asked'
      ? [{ label: reader.say('restock.ask'), operation: 'stock.restock', argument: card.sku }]
      : []),
    { label: reader.say('stock.movements'), operation: 'stock.movements', argument: card.sku },
  ]
  return {
    text: `${name} (${card.sku}): ${reader.say('stock.available')} ${reader.number(card.available)}`,
    blocks: [
      section(`${titleOf(card, reader)}\n${condition(card, reader)}`),
      ...fields(countsAndLevels(card, reader)),
      context([...about, reader.money(card.price, card.currency), cover(card, reader)].filter(Boolean).join('  ·  ')),
      ...(card.restock ? [context(restockLine(card.restock, reader))] : []),
      buttons(...row),
    ],
  }
}

/** One line a product; the button opens its card. */
function listed(card: StockCard, reader: Reader) {
  const about = [condition(card, reader), summary(card, reader), cover(card, reader)].filter(Boolean)
  return withOpen(`${titleOf(card, reader)}\n${about.join('  ·  ')}`, 'stock.show', card.sku, reader)
}

/** A page of products. `operation` and `text` are what the next page is asked for with. */
export function stockList(
  page: Page<StockCard>,
  title: string,
  empty: Key,
  operation: string,
  text: string,
  reader: Reader,
): Message {
  const rows = page.rows.length > 0 ? page.rows.map((card) => listed(card, reader)) : [section(reader.say(empty))]
  return { text: escapeText(title), blocks: [header(title), ...rows, ...pageButtons(page, operation, text, reader)] }
}

type Movement = Selectable<Tables['stock_movements']>

function movementLine(movement: Movement, reader: Reader): string {
  const kind = reader.say(`stock.movement.${movement.kind}` as Key)
  const changes = [
    ...(movement.on_hand_change
      ? [`${reader.say('stock.on_hand')} ${signed(movement.on_hand_change)} → ${movement.on_hand_after}`]
      : []),
    ...(movement.reserved_change
      ? [`${reader.say('stock.reserved')} ${signed(movement.reserved_change)} → ${movement.reserved_after}`]
      : []),
  ]
  const who = movement.member_id
    ? `<@${movement.member_id}>`
    : movement.order_number
      ? `\`${escapeText(movement.order_number)}\``
      : ''
  const reason = movement.reason ? quote(movement.reason) : ''
  return `• ${[reader.when(movement.at), kind, reader.list(changes), who, reason].filter(Boolean).join('  ·  ')}`
}

/** What moved the stock of one product, newest first. */
export function movementList(sku: string, page: Page<Movement>, reader: Reader): Message {
  const title = reader.say('stock.movements_title', { sku })
  const lines = page.rows.map((movement) => movementLine(movement, reader))
  return {
    text: title,
    blocks: [
      header(title),
      ...lineSections(lines.length > 0 ? lines : [reader.say('stock.movements_empty')]),
      ...pageButtons(page, 'stock.movements', sku, reader),
    ],
  }
}
