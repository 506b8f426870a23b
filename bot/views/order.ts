import type { KnownBlock } from '@slack/types'
import type { Key } from '../../shop/i18n/index.ts'
import type { OrderCard, OrderRefund } from '../../shop/orders/card.ts'
import { sum } from '../../shop/orders/lines.ts'
import type { OrderSummary } from '../../shop/orders/list.ts'
import { eventWords, methodName } from '../../shop/orders/words.ts'
import type { Page } from '../../shop/pages.ts'
import { buttons, context, divider, escapeText, fields, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { exceptionBlocks } from './exceptions.ts'
import { nameOf } from './goods.ts'
import { actions, type OrderRights } from './order-actions.ts'
import { careBlocks } from './order-care.ts'
import { statusText } from './order-status.ts'
import { reasonOf, refundState, requesterOf } from './refund.ts'
import { returnLine } from './returns.ts'
import { withOpen } from './with-open.ts'

/** Lines of text under a heading; nothing where there are none. */
const listing = (title: string, lines: readonly string[]): KnownBlock[] =>
  lines.length > 0 ? [section(`*${title}*\n${lines.join('\n')}`)] : []

/** A list of lines that Slack's limit would cut ends with how many more there are. */
function atMost(lines: string[], most: number, reader: Reader): string[] {
  return lines.length > most
    ? [...lines.slice(0, most), reader.say('list.more', { count: lines.length - most })]
    : lines
}

/** The same of what happened one after the other: the newest are shown. */
function latest(lines: string[], most: number, reader: Reader): string[] {
  const more = lines.length - most
  return more > 0 ? [reader.say('list.more', { count: more }), ...lines.slice(-most)] : lines
}

function itemLines({ order, lines }: OrderCard, reader: Reader): string[] {
  const money = (amount: bigint) => reader.money(amount, order.currency)
  return lines.map((line) => {
    const { quantity, sku, unit_price, discount, shipped, not_sent } = line
    const price = money(unit_price * BigInt(quantity) - discount)
    const progress = [
      ...(shipped > 0 && shipped < quantity ? [reader.say('order.shipped_of', { shipped, quantity })] : []),
      ...(not_sent > 0 ? [reader.say('order.not_sent', { count: not_sent })] : []),
    ]
    return `• ${quantity} × ${nameOf(line, reader)} \`${escapeText(sku)}\`  ${price}${progress.map((text) => `  _${text}_`).join('')}`
  })
}

const promotionLines = ({ promotions }: OrderCard, reader: Reader): string[] =>
  promotions.map((promotion) => {
    const { code, coupon, given, currency } = promotion
    const by = coupon ? `  ${reader.say('order.coupon', { coupon: `\`${escapeText(coupon)}\`` })}` : ''
    return `• ${nameOf(promotion, reader)} \`${escapeText(code)}\`  − ${reader.money(given, currency)}${by}`
  })

const paymentLines = ({ order, payments }: OrderCard, reader: Reader): string[] =>
  payments.map(({ id, method, amount, status, at, refunded, carried }) => {
    const money = (value: bigint) => reader.money(value, order.currency)
    const wentBack = refunded - sum(carried.map(({ amount }) => amount))
    const back = [
      ...(wentBack > 0n ? [reader.say('order.payment_refunded', { amount: money(wentBack) })] : []),
      ...carried.map(({ amount, to }) =>
        reader.say('order.payment_carried', { amount: money(amount), order: escapeText(to) }),
      ),
    ]
      .map((text) => `  ${text}`)
      .join('')
    const state = reader.say(`order.payment.${status}` as Key)
    return `• ${escapeText(methodName(reader.locale, method))} ${reader.money(amount, order.currency)}  ${state} · ${reader.when(at)}  \`${escapeText(id)}\`${back}`
  })

const refundLine = (
  { number, state, amount, reason, requestedBy, byCustomer, carriedTo }: OrderRefund,
  { order, customer }: OrderCard,
  reader: Reader,
): string =>
  [
    `• \`${escapeText(number)}\` ${reader.money(amount, order.currency)}`,
    `*${refundState({ state, carriedTo }, reader)}*`,
    requestedBy || byCustomer
      ? requesterOf({ requestedBy, byCustomer, customer: customer?.name ?? order.customer_id }, reader)
      : '',
    reason ? `“${reasonOf(reason, reader)}”` : '',
  ]
    .filter(Boolean)
    .join('  ')

function timelineLines({ order, timeline }: OrderCard, reader: Reader): string[] {
  return timeline.map((entry) => {
    const who = entry.member ? `  <@${entry.member}>` : ''
    const to = entry.data.to ? `  → <@${entry.data.to}>` : ''
    return `${reader.when(entry.at)}  ${escapeText(eventWords(reader.locale, entry, order.currency))}${to}${who}`
  })
}

/** All about one order, with what the reader may do about it. */
export function orderCardMessage(card: OrderCard, may: OrderRights, reader: Reader): Message {
  const { order, customer, totals, overpaid, own, refunds, shipments } = card
  const money = (amount: bigint) => reader.money(amount, order.currency)
  const status = statusText(order.status, reader)
  const possible = actions(card, may, reader)
  const who = [customer?.name ?? order.customer_id, order.region]
    .filter(Boolean)
    .map((text) => escapeText(String(text)))
  const discount = totals.discount > 0n ? `  ${reader.say('order.discount', { amount: money(totals.discount) })}` : ''
  const goods = `${money(totals.gross)}${discount}`
  const kept = order.status === 'cancelled' && !own ? totals.captured - totals.refunded - totals.refund_reserved : 0n
  const carried = sum(card.payments.flatMap(({ carried }) => carried.map(({ amount }) => amount)))
  const figures: [string, string][] = [
    [reader.say('order.placed_at'), reader.when(order.placed_at)],
    [reader.say('order.customer'), reader.list(who)],
    [reader.say('order.goods'), goods],
    [reader.say('order.shipping_tax'), `${money(totals.shipping)} + ${money(totals.tax)}`],
    [reader.say('order.total'), `*${money(totals.total)}*`],
    ...(own
      ? []
      : [
          [
            reader.say('order.captured_refunded'),
            `${money(totals.captured)} / ${money(totals.refunded - carried)}`,
          ] as [string, string],
        ]),
    ...(order.estimated_delivery_at
      ? [[reader.say('order.estimated'), reader.when(order.estimated_delivery_at)] as [string, string]]
      : []),
  ]
  const shipped = shipments.map(
    ({ carrier, tracking_number, shipped_at }) =>
      `• ${[carrier, tracking_number]
        .filter(Boolean)
        .map((text) => escapeText(String(text)))
        .join(' ')}  ${reader.when(shipped_at)}`,
  )
  return {
    text: `${order.number}: ${status}, ${money(totals.total)}`,
    blocks: [
      header(`${reader.say('order.title', { number: order.number })}`),
      section(`*${status}*`),
      ...careBlocks(card, reader),
      ...(may.process ? exceptionBlocks(card.exceptions, reader) : []),
      ...fields(figures),
      ...(overpaid > 0n ? [section(`⚠️ ${reader.say('order.overpaid', { amount: money(overpaid) })}`)] : []),
      ...(card.early ? [section(`⏳ ${refusalText(card.early, reader)}`)] : []),
      ...(kept > 0n ? [section(`⚠️ ${reader.say('order.money_kept', { amount: money(kept) })}`)] : []),
      ...listing(reader.say('order.items'), atMost(itemLines(card, reader), 15, reader)),
      ...listing(reader.say('order.promotions'), atMost(promotionLines(card, reader), 10, reader)),
      ...listing(reader.say('order.payments'), latest(paymentLines(card, reader), 10, reader)),
      ...listing(
        reader.say('order.refunds'),
        latest(
          refunds.map((refund) => refundLine(refund, card, reader)),
          10,
          reader,
        ),
      ),
      ...listing(reader.say('order.shipments'), latest(shipped, 10, reader)),
      ...listing(
        reader.say('order.returns'),
        latest(
          card.returns.map((one) => returnLine(one, reader)),
          6,
          reader,
        ),
      ),
      divider,
      ...listing(reader.say('order.timeline'), atMost(timelineLines(card, reader).toReversed(), 20, reader)),
      ...(own ? [context(reader.say('order.own_lines_only'))] : []),
      ...(possible.length > 0 ? [buttons(...possible)] : []),
    ],
  }
}

function listed(summary: OrderSummary, reader: Reader): KnownBlock {
  const { number, status, placedAt, customer, total, currency, pieces, held, late } = summary
  const about = [
    reader.when(placedAt),
    escapeText(customer),
    reader.say('order.pieces', { count: pieces }),
    reader.money(total, currency),
  ]
  const title = [
    `*${escapeText(number)}*  ${statusText(status, reader)}`,
    ...(late ? [`⚠️ ${reader.say('order.is_late')}`] : []),
    ...(held ? [`⏸️ ${reader.say('order.is_held')}`] : []),
  ].join('  ')
  return withOpen(`${title}\n${about.join('  ·  ')}`, 'order.show', number, reader)
}

/** A page of orders, newest first. */
export function orderList(page: Page<OrderSummary>, text: string, reader: Reader): Message {
  const title = text ? reader.say('order.list_title', { text }) : reader.say('order.newest')
  const rows =
    page.rows.length > 0 ? page.rows.map((order) => listed(order, reader)) : [section(reader.say('order.none'))]
  return { text: escapeText(title), blocks: [header(title), ...rows, ...pageButtons(page, 'order.show', text, reader)] }
}
