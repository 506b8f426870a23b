import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { deniedSupport } from './change.ts'
import { type Conversation, conversationRows, findConversation, toConversation } from './conversation.ts'
import { type OrderOfCustomer, ordersOf } from './orders-of.ts'

/** Which conversations: one's own that are not over, those that nobody has, all that are not over. */
export type Whose = 'mine' | 'unclaimed' | 'open'

const rowsOf = (db: Db, member: Member, whose: Whose) => {
  const under = conversationRows(db).where('state', '<>', 'resolved')
  if (whose === 'mine') return under.where('owner', '=', member.id)
  return whose === 'unclaimed' ? under.where('owner', 'is', null).where('state', '=', 'open') : under
}

/** Conversations, those that have waited longest first, those that do not wait last. */
export async function listConversations(
  db: Db,
  member: Member,
  whose: Whose,
  request: PageRequest,
): Promise<Result<Page<Conversation>>> {
  const missing = deniedSupport(member)
  if (missing) return missing
  const page = await pageByPosition(request, (limit, offset) =>
    rowsOf(db, member, whose)
      .orderBy(sql`state = 'snoozed'`)
      .orderBy(sql`waiting_since asc nulls last`)
      .orderBy('conversations.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ ...page, rows: page.rows.map(toConversation) })
}

/** How many conversations wait for an answer: of one's own, and of those that nobody has. */
export async function conversationsWaiting(db: Db, member: Member): Promise<{ mine: number; unclaimed: number }> {
  const count = async (whose: 'mine' | 'unclaimed') => {
    const rows = db.selectFrom('conversations').where('state', '=', 'open').where('waiting_since', 'is not', null)
    const theirs = whose === 'mine' ? rows.where('owner', '=', member.id) : rows.where('owner', 'is', null)
    const { count } = await theirs.select(({ fn }) => fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow()
    return Number(count)
  }
  const [mine, unclaimed] = await Promise.all([count('mine'), count('unclaimed')])
  return { mine, unclaimed }
}

/** How many conversations have waited for an answer since a moment or longer. */
export async function countWaiting(db: Db, since: Temporal.Instant): Promise<bigint> {
  const { count } = await db
    .selectFrom('conversations')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', '=', 'open')
    .where('waiting_since', '<=', since)
    .executeTakeFirstOrThrow()
  return count
}

/** A conversation with what its customer ordered and how they rated it. */
export interface ConversationCard {
  readonly conversation: Conversation
  readonly orders: readonly OrderOfCustomer[]
  /** From 1 to 5; null: not rated. */
  readonly rating: number | null
  /** The customer's first words. */
  readonly words: string | null
}

/** The card of a conversation. Refuses an unknown one. */
export async function conversationCard(db: Db, text: string): Promise<Result<ConversationCard>> {
  const found = await findConversation(db, text)
  if (!found.ok) return found
  const { id, customer_id: customer } = found.value
  const [orders, rated, said] = await Promise.all([
    ordersOf(db, customer),
    db
      .selectFrom('customer_ratings')
      .select('score')
      .where('conversation_id', '=', id)
      .orderBy('at', 'desc')
      .executeTakeFirst(),
    db
      .selectFrom('conversation_entries')
      .select('text')
      .where('conversation_id', '=', id)
      .where('kind', '=', 'customer')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst(),
  ])
  return ok({ conversation: found.value, orders, rating: rated?.score ?? null, words: said?.text ?? null })
}

/** The same for whoever works on conversations. */
export const openConversation = async (db: Db, member: Member, text: string): Promise<Result<ConversationCard>> =>
  deniedSupport(member) ?? conversationCard(db, text)
