import type { Conversation } from '../../shop/support/conversation.ts'
import type { Entry } from '../../shop/support/entry.ts'
import { type Blocks, escapeText, lineSections, type Message, quote, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { customerName, dueWords } from './conversation.ts'

/** Of what somebody wrote, more than its 5,000 characters can become. */
const MOST_SECTIONS = 20

/** Quoted line by line. A long line is broken, so that a section can hold what it becomes escaped. */
function quoted(text: string): Blocks {
  const lines = text
    .split(/\r?\n|[\r\u2028\u2029]/)
    .flatMap((line) => line.match(/.{1,500}/gsu) ?? [''])
    .map((line) => `>${escapeText(line)}`)
  return lineSections(lines).slice(0, MOST_SECTIONS)
}

const person = (id: string | null | undefined): string => (id ? `<@${id}>` : 'Backroom')

/** What happened, in a line. `seniors`: whom it mentions where they are called. */
export function eventLine(
  { event, member_id: member, data }: Entry,
  { owner, deadline }: Conversation,
  seniors: readonly string[],
  reader: Reader,
): string {
  if (event === null) return ''
  const byLoad = event === 'assigned' && member === null
  const until = data.until ? Temporal.Instant.from(data.until) : deadline
  return reader
    .say(byLoad ? 'support.event.assigned_by_load' : `support.event.${event}`, {
      ...{ who: person(member), to: person(data.to), owner: owner ? `<@${owner}>` : '' },
      ...{ seniors: reader.list(seniors.map((id) => `<@${id}>`)) || '–', score: data.score ?? 0 },
      at: !until ? '–' : event === 'snoozed' ? reader.when(until) : dueWords(until, reader),
      severity: data.severity ? reader.say(`support.severity.${data.severity as 'low'}`) : '–',
    })
    .trim()
}

/** What was said or done, as it stands in the thread. */
export function entryMessage(
  entry: Entry,
  conversation: Conversation,
  seniors: readonly string[],
  reader: Reader,
): Message {
  const { kind, member_id: member, order_number: order } = entry
  const text = entry.text ?? ''
  if (kind === 'event') {
    const line = eventLine(entry, conversation, seniors, reader)
    return { text: line, blocks: [section(text ? `${line}\n${quote(text)}` : line)] }
  }
  const who = kind === 'customer' ? customerName(conversation) : person(member)
  const key = kind === 'note' ? 'support.note_of' : kind === 'agent' ? 'support.agent_says' : 'support.customer_says'
  const title =
    order && kind === 'customer'
      ? reader.say('support.customer_says_of', { who, order: escapeText(order) })
      : reader.say(key, { who })
  return { text: `${title}: ${quote(text)}`, blocks: [section(title), ...quoted(text)] }
}
