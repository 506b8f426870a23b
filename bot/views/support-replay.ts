import type { Conversation } from '../../shop/support/conversation.ts'
import type { Entry } from '../../shop/support/entry.ts'
import type { Replay } from '../../shop/support/replay.ts'
import type { Example, Remark } from '../../shop/support/train.ts'
import {
  type Blocks,
  buttons,
  clip,
  context,
  escapeText,
  header,
  type Message,
  type Modal,
  quote,
  section,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { conversationState, conversationTitle, customerName, ownerLine, type SupportRights } from './conversation.ts'
import { eventLine } from './conversation-entry.ts'

const signs = { customer: '👤', agent: '💬', note: '📝', event: '▫️' } as const

/** What the agent had before them who answered. */
function seenLine({ data }: Entry, reader: Reader): string {
  const orders = (data.seen ?? []).map(({ order, status, refunds }) => {
    const states = refunds.map((state) => reader.say(`refund.state.${state as 'requested'}`))
    const words = [reader.say(`order.status.${status as 'paid'}`), ...states].join(', ')
    return `${escapeText(order)} (${words})`
  })
  return orders.length > 0 ? reader.say('support.seen', { orders: reader.list(orders) }) : ''
}

function entryBlocks(entry: Entry, conversation: Conversation, reader: Reader): Blocks {
  const { kind, at, member_id: member, delivered_at: delivered, data, text } = entry
  const who = kind === 'customer' ? customerName(conversation) : member ? `<@${member}>` : 'Backroom'
  const said = kind === 'event' ? eventLine(entry, conversation, [], reader) : who
  const about = [
    reader.when(at),
    delivered ? `✅ ${reader.say('support.delivered', { at: reader.when(delivered) })}` : '',
    data.canned ? reader.say('support.canned_used', { name: escapeText(data.canned) }) : '',
    seenLine(entry, reader),
  ]
  const words = text ? `\n${escapeText(clip(text, 500))}` : ''
  return [section(`${signs[kind]} ${said}${words}`), context(about.filter(Boolean).join('  ·  '))]
}

/** A page of a replay. */
export function replayModal(
  { conversation, page }: Replay,
  notes: readonly Remark[],
  rights: SupportRights,
  reader: Reader,
): Modal {
  const id = String(conversation.id)
  const button = (label: string, operation: string) => ({ label, operation, argument: id })
  return {
    title: reader.say('support.replay_title', { id }),
    close: reader.say('button.close'),
    blocks: [
      section(
        `${conversationTitle(conversation, reader)}\n${conversationState(conversation, reader)}\n${ownerLine(conversation, reader)}`,
      ),
      ...notes
        .slice(0, 5)
        .map(({ member_id: who, text }) =>
          context(`🧭 ${reader.say('support.supervisor_note', { who: `<@${who}>`, text: quote(text) })}`),
        ),
      ...page.rows.flatMap((entry) => entryBlocks(entry, conversation, reader)),
      ...pageButtons(page, 'support.replay', id, reader),
      buttons(
        button(reader.say('support.replay_file'), 'support.replay_file'),
        ...(rights.lead
          ? [
              button(reader.say('support.make_example'), 'support.example'),
              button(reader.say('support.supervise'), 'support.supervise'),
            ]
          : []),
      ),
    ],
  }
}

/** A page of conversations to learn from. */
export function exampleList(
  {
    page,
    topics,
  }: { page: { rows: readonly Example[]; next: string | null; previous: string | null }; topics: readonly string[] },
  topic: string,
  { lead }: SupportRights,
  reader: Reader,
): Message {
  const title = reader.say('support.examples_title')
  const one = ({ conversation, comments }: Example): Blocks => {
    const argument = String(conversation.id)
    const remarks = comments.map(({ member_id: who, text }) => `<@${who}>: ${quote(text)}`)
    const topicWords = conversation.topic ? `  ·  ${escapeText(conversation.topic)}` : ''
    return [
      section([`${conversationTitle(conversation, reader)}${topicWords}`, ...remarks].join('\n')),
      buttons(
        { label: reader.say('support.replay'), operation: 'support.replay', argument },
        ...(lead ? [{ label: reader.say('support.not_example'), operation: 'support.no_example', argument }] : []),
      ),
    ]
  }
  const choose = topics.map((name) => ({ label: name, operation: 'support.examples', argument: name }))
  const all = { label: reader.say('support.all_topics'), operation: 'support.examples' }
  return {
    text: title,
    blocks: [
      header(topic ? `${title}: ${topic}` : title),
      ...(topics.length > 0 ? [buttons(all, ...choose)] : []),
      ...(page.rows.length > 0 ? page.rows.flatMap(one) : [section(reader.say('support.examples_empty'))]),
      ...pageButtons(page, 'support.examples', topic, reader),
    ],
  }
}

/** What a supervisor has to say to an agent about a conversation. */
export function remarkMessage(remark: Remark & { conversation: Conversation }, reader: Reader): Message {
  const id = String(remark.conversation.id)
  const title = reader.say('support.remark', { who: `<@${remark.member_id}>`, id })
  return {
    text: title,
    blocks: [
      section(`🧭 ${title}\n${quote(remark.text)}`),
      buttons({ label: reader.say('support.replay'), operation: 'support.replay', argument: id }),
    ],
  }
}
