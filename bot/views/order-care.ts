import type { KnownBlock } from '@slack/types'
import type { OrderCard } from '../../shop/orders/card.ts'
import { holdReason } from '../../shop/orders/hold.ts'
import { type Button, buttons, context, escapeText, type Message, type Modal, quote, section } from '../blocks.ts'
import { personInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'

/** By whom something was done; a rule where nobody is named. */
const byWhom = (member: string | null, reader: Reader): string =>
  member ? `<@${member}>` : reader.say('order.by_rule')

/** What people and rules noted on an order: its tags, whose it is, and why it may not leave. */
export function careBlocks({ order, tags, own }: OrderCard, reader: Reader): KnownBlock[] {
  const { held_at, held_by, held_because, assigned_to } = order
  const noted = own
    ? []
    : [
        ...(tags.length > 0 ? [`🏷️ ${tags.map((tag) => `\`${escapeText(tag)}\``).join(' ')}`] : []),
        ...(assigned_to ? [`👤 <@${assigned_to}>`] : []),
      ]
  const held = held_at && {
    who: byWhom(held_by, reader),
    at: reader.when(held_at),
    reason: quote(holdReason(reader.locale, held_because ?? '')),
  }
  return [
    ...(held ? [section(`⏸️ *${reader.say('order.is_held')}* ${reader.say('order.held_because', held)}`)] : []),
    ...(noted.length > 0 ? [context(...noted)] : []),
  ]
}

/** What who processes orders may note on one. */
export function careButtons({ order, holdable }: OrderCard, reader: Reader): Button[] {
  const argument = order.number
  return [
    ...(order.held_at ? [{ label: reader.say('order.release'), operation: 'order.release', argument }] : []),
    ...(holdable ? [{ label: reader.say('order.hold'), operation: 'order.hold', argument }] : []),
    { label: reader.say('order.tag'), operation: 'order.tag', argument },
    { label: reader.say('order.assign'), operation: 'order.assign', argument },
  ]
}

const form = (operation: string, argument: string, reader: Reader) => ({
  ...{ submit: reader.say('button.save'), close: reader.say('button.cancel'), operation, argument },
})
const titleOf = (number: string, reader: Reader) =>
  section(`*${reader.say('order.title', { number: escapeText(number) })}*`)

export const tagModal = ({ order, tags }: OrderCard, reader: Reader): Modal => ({
  ...form('order.tag_save', order.number, reader),
  title: reader.say('order.tags'),
  blocks: [
    titleOf(order.number, reader),
    textInput('tags', {
      ...{ label: reader.say('order.tags'), hint: reader.say('order.tags_hint'), value: tags.join(', ') },
      ...{ optional: true, long: true },
    }),
  ],
})

export const holdModal = ({ order }: OrderCard, reader: Reader): Modal => ({
  ...form('order.hold_save', order.number, reader),
  title: reader.say('order.hold_title'),
  blocks: [
    titleOf(order.number, reader),
    textInput('reason', { label: reader.say('field.reason'), hint: reader.say('order.hold_hint'), long: true }),
  ],
})

export const assignModal = ({ order }: OrderCard, reader: Reader): Modal => ({
  ...form('order.assign_save', order.number, reader),
  title: reader.say('order.assign_title'),
  blocks: [
    titleOf(order.number, reader),
    personInput('person', {
      label: reader.say('order.assignee'),
      hint: reader.say('order.assign_hint'),
      optional: true,
      ...(order.assigned_to && { value: order.assigned_to }),
    }),
  ],
})

/** That an order is somebody's now, for them. */
export function assignedMessage(number: string, reader: Reader): Message {
  const text = `👤 ${reader.say('order.assigned_to_you', { number: escapeText(number) })}`
  const open = { label: reader.say('refund.open_order'), operation: 'order.show', argument: number }
  return { text, blocks: [section(text), buttons(open)] }
}

/** That goods have to leave by a time, for those who send them. */
export function shipReminderMessage(
  { number, by, open }: { number: string; by: Temporal.Instant; open: boolean },
  reader: Reader,
): Message {
  const what = { number: escapeText(number), by: reader.when(by) }
  const text = open ? `⏰ ${reader.say('order.ship_reminder', what)}` : reader.say('order.ship_reminder_done', what)
  const button = { label: reader.say('refund.open_order'), operation: 'order.show', argument: number }
  return { text, blocks: [section(text), buttons(button)] }
}
