import type { Insertable, Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { EntryData } from '../../db/tables/support.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import type { Conversation } from './conversation.ts'

/** What can happen in a conversation beside what is said; each has its words in the catalogue: `support.event.EVENT`. */
export type ConversationEvent =
  | 'claimed'
  | 'assigned'
  | 'transferred'
  | 'escalated'
  | 'snoozed'
  | 'woken'
  | 'resolved'
  | 'closed'
  | 'reopened'
  | 'reminded'
  | 'overdue'
  | 'complaint'
  | 'deadline_near'
  | 'deadline_missed'
  | 'rated'
  | 'edited'
  | 'deleted'

/** What was said or done, as it is kept. */
export interface Entry extends Omit<Selectable<Tables['conversation_entries']>, 'kind' | 'event'> {
  readonly kind: 'customer' | 'agent' | 'note' | 'event'
  readonly event: ConversationEvent | null
}

/** Something to be kept. `source`: where it came from; of one source one entry is kept. */
export interface NewEntry {
  at: Temporal.Instant
  kind: Entry['kind']
  event?: ConversationEvent
  member?: string | null
  text?: string | null
  order?: string | null
  data?: EntryData
  source?: readonly string[]
}

/** The message in a channel that stands for a conversation. */
export const cardOf = (id: bigint) => ({ kind: 'support.card' as const, subject: String(id) })

/** Keeps an entry and gives its number; null where its source was taken before. */
export async function keepEntry(trx: Trx, conversation: bigint, entry: NewEntry): Promise<bigint | null> {
  const { at, kind, event = null, member = null, text = null, order = null, data = {}, source } = entry
  const row: Insertable<Tables['conversation_entries']> = {
    ...{ conversation_id: conversation, at, kind, event, member_id: member, text, order_number: order },
    ...{ data: JSON.stringify(data), source: source ? JSON.stringify(source) : null },
  }
  const kept = await trx
    .insertInto('conversation_entries')
    .values(row)
    .onConflict((conflict) => conflict.column('source').doNothing())
    .returning('seq')
    .executeTakeFirst()
  return kept?.seq ?? null
}

/** Posts an entry in the thread of its conversation. */
export const postEntry = (trx: Trx, jobs: Jobs, { id, channel }: Place, seq: bigint): Promise<void> =>
  drawMessage(trx, jobs, { kind: 'support.entry', subject: String(seq), channel, thread: cardOf(id) })

type Place = Pick<Conversation, 'id' | 'channel'>

/** Keeps an entry and posts it in the thread. */
export async function say(trx: Trx, jobs: Jobs, conversation: Place, entry: NewEntry): Promise<bigint | null> {
  const seq = await keepEntry(trx, conversation.id, entry)
  if (seq !== null) await postEntry(trx, jobs, conversation, seq)
  return seq
}

/** Has the card of a conversation say how it stands now. */
export const redrawCard = (trx: Trx, jobs: Jobs, id: bigint): Promise<void> =>
  redrawMessages(trx, jobs, 'support.card', String(id))

/** An entry by its number, with the conversation that it is of; null where there is none. */
export async function entryOf(db: Db, seq: string): Promise<Entry | null> {
  const row = await db.selectFrom('conversation_entries').selectAll().where('seq', '=', BigInt(seq)).executeTakeFirst()
  return (row as Entry | undefined) ?? null
}
