import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../result.ts'
import { plainly } from '../visible.ts'

export const levels = ['first', 'senior'] as const
export type Level = (typeof levels)[number]

export const severities = ['low', 'normal', 'high'] as const
export type Severity = (typeof severities)[number]

type Row = Selectable<Tables['conversations']>

/** What is talked about with a customer, with what they are called. */
export interface Conversation extends Omit<Row, 'level' | 'severity' | 'kind' | 'state'> {
  readonly level: Level
  readonly kind: 'conversation' | 'complaint'
  readonly state: 'open' | 'snoozed' | 'resolved'
  readonly severity: Severity | null
  readonly name: string | null
}

/** Conversations with their customers' names, as a query to be narrowed. */
export const conversationRows = (db: Db) =>
  db
    .selectFrom('conversations')
    .leftJoin('customers', 'customers.id', 'conversations.customer_id')
    .selectAll('conversations')
    .select('customers.name')

export const toConversation = (row: Row & { name: string | null }): Conversation => row as Conversation

/** The number of a conversation as a person writes it: `12`, `#12`; null for anything else. */
export function conversationNumber(text: string): bigint | null {
  const [, digits] = /^#?(\d{1,18})$/.exec(plainly(text)) ?? []
  return digits === undefined ? null : BigInt(digits)
}

/** The conversation of a number. Refuses an unknown one. */
export async function findConversation(db: Db, text: string): Promise<Result<Conversation>> {
  const id = conversationNumber(text)
  const row = id === null ? undefined : await conversationRows(db).where('conversations.id', '=', id).executeTakeFirst()
  return row ? ok(toConversation(row)) : refuse('support.unknown', { text })
}

/** The same, held until the transaction ends: what is decided of it is decided of what it is then. */
export async function lockConversation(trx: Trx, text: string): Promise<Result<Conversation>> {
  const id = conversationNumber(text)
  if (id !== null) await trx.selectFrom('conversations').select('id').where('id', '=', id).forUpdate().execute()
  return findConversation(trx, text)
}
