import { type Member, may } from '../../shop/access/member.ts'
import type { Conversation } from '../../shop/support/conversation.ts'
import type { ConversationCard } from '../../shop/support/list.ts'
import type { OrderOfCustomer } from '../../shop/support/orders-of.ts'
import { type Button, buttons, context, escapeText, type Message, quote, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { refundState } from './refund.ts'

/** What a reader may do about conversations. */
export interface SupportRights {
  answer: boolean
  lead: boolean
}

/** In a channel everybody sees what somebody there may do. */
export const everyRight: SupportRights = { answer: true, lead: true }
export const supportRights = (member: Member): SupportRights => ({
  answer: may(member, 'support.answer'),
  lead: may(member, 'support.lead'),
})

const marks = { open: '💬', snoozed: '💤', resolved: '✅' } as const

/** What a customer is called, escaped. */
export const customerName = ({ name, customer_id: id }: Pick<Conversation, 'name' | 'customer_id'>): string =>
  escapeText(name ?? id)

/**
 * Number, customer and order of a conversation, as mrkdwn. Only the number is bold: what names have of markup would end it
 * too early.
 */
export function conversationTitle(conversation: Conversation, reader: Reader): string {
  const { id, order_number: order } = conversation
  const title = reader.say('support.title', { id: String(id), who: customerName(conversation) })
  return order ? `${title} ${reader.say('support.of_order', { order: escapeText(order) })}` : title
}

/** By when a complaint is to be settled: the last minute of the day that is over then. */
export const dueWords = (deadline: Temporal.Instant, reader: Reader): string =>
  reader.when(deadline.subtract({ minutes: 1 }))

/** Where it stands, in a line. */
export function conversationState(conversation: Conversation, reader: Reader): string {
  const { state, kind, level, waiting_since: since, snoozed_until: until, severity, deadline, outcome } = conversation
  const due = severity && deadline
  return [
    `${marks[state]} ${reader.say(`support.state.${state}`)}`,
    state === 'snoozed' && until ? reader.say('support.until', { at: reader.when(until) }) : '',
    since && state !== 'resolved' ? `⏳ ${reader.say('support.waits', { at: reader.when(since) })}` : '',
    level === 'senior' ? `⬆️ ${reader.say('support.level.senior')}` : '',
    kind === 'complaint' ? `⚠️ *${reader.say('support.complaint')}*` : '',
    due
      ? reader.say('support.due', {
          severity: reader.say(`support.severity.${severity}`),
          at: dueWords(deadline, reader),
        })
      : '',
    outcome ? reader.say('support.outcome', { text: quote(outcome) }) : '',
  ]
    .filter(Boolean)
    .join('  ·  ')
}

/** Who has it. */
export const ownerLine = ({ owner }: Conversation, reader: Reader): string =>
  owner ? reader.say('support.owner', { who: `<@${owner}>` }) : reader.say('support.nobody')

function orderLine({ number, status, total, currency, refunds }: OrderOfCustomer, reader: Reader): string {
  const parts = refunds.map(({ id, amount, state, carriedTo }) =>
    reader.say('support.refund_line', {
      ...{ id: escapeText(id), amount: reader.money(amount, currency) },
      state: refundState({ state, carriedTo }, reader),
    }),
  )
  const order = `\`${escapeText(number)}\`  ${reader.say(`order.status.${status as 'paid'}`)}  ${reader.money(total, currency)}`
  return `• ${[order, ...parts].join('  ·  ')}`
}

/** What becomes of what is written in the thread. */
function how({ owner, state }: Conversation, reader: Reader): string {
  if (state === 'resolved') return reader.say('support.how.over')
  return owner ? reader.say('support.how.owner', { who: `<@${owner}>` }) : reader.say('support.how.nobody')
}

/** A conversation with its customer's orders, and what the reader may do about it. */
export function conversationMessage(card: ConversationCard, rights: SupportRights, reader: Reader): Message {
  const { conversation, orders, rating, words } = card
  const { customer_id: customer, topic, language, tier } = conversation
  const title = conversationTitle(conversation, reader)
  const about = [topic, language, tier, customer].flatMap((text) => (text === null ? [] : [escapeText(text)]))
  const rated = rating === null ? [] : [reader.say('support.rated', { score: rating })]
  const lines =
    orders.length > 0
      ? [`*${reader.say('support.orders')}*`, ...orders.map((order) => orderLine(order, reader))]
      : [reader.say('support.no_orders')]
  return {
    text: `${title}: ${reader.say(`support.state.${conversation.state}`)}`,
    blocks: [
      section(`${title}\n${conversationState(conversation, reader)}\n${ownerLine(conversation, reader)}`),
      ...(words === null ? [] : [section(quote(words))]),
      section(lines.join('\n')),
      context([...about, ...rated].join('  ·  ')),
      context(how(conversation, reader)),
      ...actions(conversation, rights, reader),
    ],
  }
}

function actions(conversation: Conversation, { answer, lead }: SupportRights, reader: Reader) {
  const { id, state, owner, kind, level, order_number: order } = conversation
  const argument = String(id)
  const button = (label: string, operation: string, more: Partial<Button> = {}): Button => ({
    ...{ label, operation: `support.${operation}`, argument, ...more },
  })
  const say = reader.say
  const confirm = {
    title: say('support.escalate'),
    text: say('support.escalate_confirm'),
    yes: say('support.escalate'),
    no: say('button.cancel'),
  }
  const work: Button[] =
    state === 'resolved'
      ? [button(say('support.reopen'), 'reopen')]
      : [
          ...(answer && owner === null ? [button(say('support.claim'), 'claim', { style: 'primary' })] : []),
          button(owner === null ? say('support.assign') : say('support.transfer'), 'assign'),
          ...(level === 'first' ? [button(say('support.escalate'), 'escalate', { confirm })] : []),
          button(say('support.snooze'), 'snooze'),
          button(say('support.resolve'), 'resolve'),
          ...(answer ? [button(say('support.canned'), 'canned')] : []),
        ]
  const more: Button[] = [
    button(say('support.note'), 'note'),
    ...(state === 'resolved'
      ? []
      : [button(say('support.make_complaint'), 'complaint', kind === 'complaint' ? { style: 'danger' } : {})]),
    button(say('support.replay'), 'replay'),
    ...(order ? [{ label: say('customer.open_order'), operation: 'order.show', argument: order }] : []),
    ...(lead && state === 'resolved'
      ? [button(say('support.make_example'), 'example'), button(say('support.supervise'), 'supervise')]
      : []),
  ]
  return answer || lead ? [buttons(...work, ...more)] : []
}
