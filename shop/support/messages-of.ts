import { z } from 'zod'
import type { Db } from '../../db/tables/index.ts'
import { text } from '../intake/fields.ts'
import type { Jobs } from '../jobs.ts'
import { pageByPosition } from '../pages.ts'
import { markDelivered } from './delivered.ts'

/** Messages on one page. */
const SIZE = 50

/** Which page of a customer's messages is asked for. */
export const messagesAsked = z.object({ cursor: text(20).describe('`next` or `previous` of another page').optional() })

/**
 * What a customer wrote and was answered, newest page first and oldest first within it; and the conversation that they can
 * rate, where one is over and not rated. What a storefront has looked up it has taken: answers among it count as delivered.
 */
export async function customerMessages(
  db: Db,
  jobs: Jobs,
  customer: string,
  { cursor = null }: { cursor?: string | null | undefined },
  now: Temporal.Instant,
) {
  const page = await pageByPosition({ cursor, size: SIZE }, (limit, offset) =>
    db
      .selectFrom('conversation_entries as entry')
      .innerJoin('conversations', 'conversations.id', 'entry.conversation_id')
      .leftJoin('members', 'members.id', 'entry.member_id')
      .select(['entry.seq', 'entry.kind', 'entry.text', 'entry.at', 'entry.order_number', 'entry.delivered_at'])
      .select('members.name')
      .where('conversations.customer_id', '=', customer)
      .where('entry.kind', 'in', ['customer', 'agent'])
      .orderBy('entry.seq', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const fresh = page.rows.filter(({ kind, delivered_at: taken }) => kind === 'agent' && taken === null)
  if (fresh.length > 0)
    await db.transaction().execute((trx) =>
      markDelivered(
        trx,
        jobs,
        fresh.map(({ seq }) => String(seq)),
        now,
      ),
    )
  return {
    messages: page.rows.toReversed().map(({ seq, kind, text, at, order_number: order, name }) => ({
      ...{ message: String(seq), from: kind, agent: kind === 'agent' ? name : null, text, order, at },
    })),
    to_rate: await toRate(db, customer),
    ...{ next: page.next, previous: page.previous },
  }
}

/** The number of the customer's last conversation, where it is over, answered and not rated. */
async function toRate(db: Db, customer: string): Promise<string | null> {
  const last = await db
    .selectFrom('conversations')
    .leftJoin('customer_ratings', 'customer_ratings.conversation_id', 'conversations.id')
    .select(['conversations.id', 'state', 'first_answer_at', 'score'])
    .where('conversations.customer_id', '=', customer)
    .orderBy('conversations.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.state === 'resolved' && last.first_answer_at !== null && last.score === null ? String(last.id) : null
}
