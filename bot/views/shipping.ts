import type { KnownBlock } from '@slack/types'
import type { ShippingWords, ToSend } from '../../shop/shipping/form.ts'
import type { Parcel, TrackedOrder } from '../../shop/shipping/tracked.ts'
import type { PackingSlip } from '../../shop/slips/slip.ts'
import { type Button, buttons, context, escapeText, header, type Message, type Modal, section } from '../blocks.ts'
import { numberInput, selectInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { nameOf, plainNameOf } from './goods.ts'
import { statusText } from './order-status.ts'

/** Of an order, a form has room for no more lines; the rest leaves by another parcel. */
const MOST_LINES = 40
const MOST_PARCELS = 8
const MOST_NEWS = 12

/** Chooses what leaves, and by whom. */
export const shipModal = ({ order, lines, carriers }: ToSend, words: ShippingWords, reader: Reader): Modal => ({
  title: reader.say('ship.title'),
  submit: reader.say('ship.submit'),
  close: reader.say('button.cancel'),
  operation: 'order.ship_save',
  argument: order,
  blocks: [
    section(`*${reader.say('order.title', { number: escapeText(order) })}*\n${reader.say('ship.hint')}`),
    ...lines.slice(0, MOST_LINES).map((line) =>
      numberInput(`line_${line.line}`, {
        label: `${plainNameOf(line, reader)} ${line.sku}`,
        hint: reader.say('ship.left', { line: line.line, left: line.left }),
        value: words.lines ? (words.lines.find((one) => one.line === line.line)?.quantity ?? null) : line.left,
        optional: true,
      }),
    ),
    ...(carriers.length > 0
      ? [
          selectInput('carrier', {
            label: reader.say('ship.carrier'),
            choices: carriers.map((name) => ({ label: name, value: name })),
            ...(words.carrier && { value: words.carrier }),
            optional: true,
          }),
        ]
      : []),
    textInput('tracking', { label: reader.say('ship.tracking'), value: words.tracking ?? '', optional: true }),
  ],
})

/** What is in a parcel, as lines. */
const contents = (lines: PackingSlip['lines'], reader: Reader): string[] =>
  lines.map((line) => `• ${line.quantity} × ${nameOf(line, reader)} \`${escapeText(line.sku)}\``)

/** What stands in the warehouse channel about a parcel; its slip follows as a picture. */
export function slipMessage({ order, shipment, carrier, tracking, lines }: PackingSlip, reader: Reader): Message {
  const text = escapeText(reader.say('slip.of', { order, shipment }))
  const by = [carrier, tracking].filter(Boolean).map((word) => escapeText(String(word)))
  return {
    text,
    blocks: [
      section([`📦 *${text}*`, ...contents(lines, reader)].join('\n')),
      ...(by.length > 0 ? [context(by.join('  '))] : []),
      buttons({ label: reader.say('refund.open_order'), operation: 'order.show', argument: order }),
    ],
  }
}

/** That the slip of a parcel is in the warehouse channel. */
export function slipAsked(
  { order, shipment, channel }: Record<'order' | 'shipment' | 'channel', string>,
  reader: Reader,
): Message {
  const text = `📦 ${reader.say('slip.asked', { slip: escapeText(reader.say('slip.of', { order, shipment })), channel })}`
  return { text, blocks: [section(text)] }
}

function arrivalText({ deliveredAt, arrival }: Parcel, reader: Reader): string {
  if (deliveredAt) return `📬 ${reader.say('track.arrived', { when: reader.when(deliveredAt) })}`
  const when = reader.say(`track.expected.${arrival.by}`, { when: reader.when(arrival.at) })
  return arrival.late ? `⚠️ *${reader.say('track.late')}* ${when}` : `🚚 ${when}`
}

function parcelBlocks(order: string, parcel: Parcel, may: ParcelRights, reader: Reader): KnownBlock[] {
  const { id, carrier, tracking, shippedAt, lines, news } = parcel
  const by = [carrier, tracking && `\`${escapeText(tracking)}\``].filter(Boolean).join(' ')
  const told = news.slice(0, MOST_NEWS).map(({ at, status, place, note }) => {
    const where = [place, note].filter(Boolean).map(escapeText).join(' · ')
    return `${reader.when(at)}  ${status === 'problem' ? '⚠️ ' : ''}${reader.say(`parcel.status.${status}`)}${where && `  ${where}`}`
  })
  const row: Button[] = [
    ...(may.deliver && !parcel.deliveredAt
      ? [{ label: reader.say('track.deliver'), operation: 'order.deliver', argument: `${order} ${id}` }]
      : []),
    ...(may.ship ? [{ label: reader.say('slip.button'), operation: 'order.slip', argument: `${order} ${id}` }] : []),
  ]
  return [
    section(
      [
        `*${reader.say('track.parcel', { id: escapeText(id) })}*  ${by}  ${reader.when(shippedAt)}`,
        arrivalText(parcel, reader),
        ...contents(lines.slice(0, 10), reader),
        ...(lines.length > 10 ? [reader.say('list.more', { count: lines.length - 10 })] : []),
      ].join('\n'),
    ),
    ...(told.length > 0 ? [section(told.join('\n'))] : []),
    ...(row.length > 0 ? [buttons(...row)] : []),
  ]
}

/** What the reader may do about parcels. */
export interface ParcelRights {
  readonly ship: boolean
  readonly deliver: boolean
}

/** Where an order's parcels are. */
export function trackingMessage({ number, status, parcels }: TrackedOrder, may: ParcelRights, reader: Reader): Message {
  const title = reader.say('track.title', { number })
  const shown = parcels.slice(0, MOST_PARCELS)
  return {
    text: escapeText(title),
    blocks: [
      header(title),
      section(`*${statusText(status, reader)}*`),
      ...(shown.length > 0
        ? shown.flatMap((parcel) => parcelBlocks(number, parcel, may, reader))
        : [section(reader.say('track.none'))]),
      ...(parcels.length > shown.length
        ? [context(reader.say('list.more', { count: parcels.length - shown.length }))]
        : []),
      buttons({ label: reader.say('refund.open_order'), operation: 'order.show', argument: number }),
    ],
  }
}
