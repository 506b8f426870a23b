import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { unknownOrder } from '../orders/find.ts'
import { ok, type Refusal, type Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { type Conversation, conversationRows, toConversation } from './conversation.ts'
import { cardOf, keepEntry, postEntry, say } from './entry.ts'
import { languageOf, merchantOf, readRoutes, routeFor } from './route.ts'

/** What a customer writes, by the storefront's ids, and what it knows of it. */
export interface Written {
  customer: string
  id: string
  order: string | null
  topic: string | null
  tier: string | null
  text: string
}

/**
 * Takes what a customer writes, once: it goes on with their conversation, reopens one that ended not long ago, or begins
 * one. Refuses an unknown order.
 */
export async function takeMessage(
  trx: Trx,
  jobs: Jobs,
  written: Written,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Result<null>> {
  const unknown = await unknownTo(trx, written.order)
  if (unknown) return unknown
  // Two messages of one customer may come at once: they are one conversation.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`support ${written.customer}`}, 0))`.execute(trx)
  const source = ['customer', written.customer, written.id]
  const taken = await trx
    .selectFrom('conversation_entries')
    .select('seq')
    .where('source', '=', JSON.stringify(source))
    .executeTakeFirst()
  if (taken) return ok(null)
  const { order, text } = written
  const { conversation, drawing } = await conversationFor(trx, jobs, written, at, now)
  const seq = await keepEntry(trx, conversation.id, { at, kind: 'customer', text, order, source })
  const card = { ...cardOf(conversation.id), channel: conversation.channel }
  // What is written while the customer waits changes nothing of the card.
  if (drawing) await drawMessage(trx, jobs, card)
  if (seq !== null) await postEntry(trx, jobs, conversation, seq)
  return ok(null)
}

type Place = Pick<Conversation, 'id' | 'channel'>

/** The conversation that a message belongs to, brought up to date by it. */
async function conversationFor(
  trx: Trx,
  jobs: Jobs,
  written: Written,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<{ conversation: Place; drawing: boolean }> {
  const days = (await readSettings(trx))['support.reopen_within_days']
  const latest = await conversationRows(trx)
    .where('conversations.customer_id', '=', written.customer)
    .orderBy(sql`state <> 'resolved'`, 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(1)
    .forUpdate('conversations')
    .executeTakeFirst()
  const since = now.subtract({ hours: 24 * days })
  const goesOn = latest && (latest.resolved_at === null || Temporal.Instant.compare(latest.resolved_at, since) >= 0)
  if (!goesOn) return { conversation: await begin(trx, written, at), drawing: true }
  const { state, waiting_since: waiting, order_number: order } = latest
  const drawing = state !== 'open' || waiting === null || (written.order !== null && written.order !== order)
  return { conversation: await goOn(trx, jobs, toConversation(latest), written, at, now), drawing }
}

async function goOn(
  trx: Trx,
  jobs: Jobs,
  conversation: Conversation,
  { order, topic, tier }: Written,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Place> {
  const { id, state, waiting_since: waiting, spoken_at: spoken } = conversation
  const since = waiting && Temporal.Instant.compare(waiting, at) < 0 ? waiting : at
  await trx
    .updateTable('conversations')
    .set({
      ...{ state: 'open', snoozed_until: null, resolved_at: null },
      ...{ waiting_since: since, spoken_at: Temporal.Instant.compare(spoken, at) < 0 ? at : spoken },
      ...(waiting === null && { reminded_at: null, escalated_at: null }),
      ...(order !== null && { order_number: order, merchant_id: await merchantOf(trx, order) }),
      ...(topic !== null && { topic }),
      ...(tier !== null && { tier }),
      ...(state === 'resolved' && { reopened: conversation.reopened + 1 }),
    })
    .where('id', '=', id)
    .execute()
  if (state === 'resolved') await say(trx, jobs, conversation, { at: now, kind: 'event', event: 'reopened' })
  if (state === 'snoozed') await keepEntry(trx, id, { at: now, kind: 'event', event: 'woken' })
  return conversation
}

async function begin(trx: Trx, written: Written, at: Temporal.Instant): Promise<Place> {
  const { customer, order, topic, tier, text } = written
  const known = await trx.selectFrom('customers').select('locale').where('id', '=', customer).executeTakeFirst()
  const language = languageOf(known?.locale, text)
  const merchant = await merchantOf(trx, order)
  const { channel, level } = routeFor(await readRoutes(trx), { topic, language, tier, merchant })
  const { id } = await trx
    .insertInto('conversations')
    .values({
      ...{ customer_id: customer, order_number: order, topic, language, tier, merchant_id: merchant, channel, level },
      ...{ kind: 'conversation', state: 'open', opened_at: at, spoken_at: at, waiting_since: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, channel }
}

/** The refusal where an order is named that is not known. */
export async function unknownTo(trx: Trx, order: string | null): Promise<Refusal | null> {
  if (order === null) return null
  const known = await trx.selectFrom('orders').select('number').where('number', '=', order).executeTakeFirst()
  return known ? null : unknownOrder(trx, order, null)
}
