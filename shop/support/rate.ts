import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { ok, type Result } from '../result.ts'
import { conversationNumber } from './conversation.ts'
import { redrawCard, say } from './entry.ts'
import { unknownTo } from './take.ts'

/** How content a customer is, by the storefront's ids. `conversation`: the one that they were asked about. */
interface Rated {
  customer: string
  id: string
  order: string | null
  conversation: string | null
  score: number
  comment: string | null
}

/**
 * Keeps how content a customer is, the latest word of each rating, and attaches it to the conversation that they were
 * asked about, or to the one that they had last. What belongs to none is posted to the support channel, where a changed
 * one is redrawn. Refuses an unknown order.
 */
export async function keepRating(
  trx: Trx,
  jobs: Jobs,
  { customer, id, order, conversation, score, comment }: Rated,
  at: Temporal.Instant,
): Promise<Result<null>> {
  const unknown = await unknownTo(trx, order)
  if (unknown) return unknown
  const about = await conversationRated(trx, customer, conversation, at)
  const said = { order_number: order, score, comment, at, conversation_id: about?.id ?? null }
  const row = await trx
    .insertInto('customer_ratings')
    .values({ customer_id: customer, id, ...said })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'id']).doUpdateSet(said).where('customer_ratings.at', '<', at),
    )
    .returning('seq')
    .executeTakeFirst()
  if (!row) return ok(null)
  if (about) {
    const entry = { at, kind: 'event' as const, event: 'rated' as const, text: comment, data: { score } }
    await say(trx, jobs, about, { ...entry, source: ['rating', customer, id, String(at)] })
    await redrawCard(trx, jobs, about.id)
  } else await drawMessage(trx, jobs, { kind: 'customer.rating', subject: String(row.seq), channel: 'channel.support' })
  return ok(null)
}

/** The customer's own conversation that a rating names; without a name the one they had last, within two weeks. */
async function conversationRated(trx: Trx, customer: string, named: string | null, at: Temporal.Instant) {
  const number = named === null ? null : conversationNumber(named)
  return trx
    .selectFrom('conversations')
    .select(['id', 'channel'])
    .where('customer_id', '=', customer)
    .where('opened_at', '<=', at)
    .$if(number !== null, (query) => query.where('id', '=', number))
    .$if(number === null, (query) => query.where('spoken_at', '>=', at.subtract({ hours: 24 * DAYS })))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const DAYS = 14
