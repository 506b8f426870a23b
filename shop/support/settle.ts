import type { Db, Trx } from '../../db/tables/index.ts'
import { may } from '../access/member.ts'
import { ratingAsked } from '../callbacks/kinds/support.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import type { Jobs } from '../jobs.ts'
import { type Refusal, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { type Asked, changeConversation } from './change.ts'
import type { Conversation } from './conversation.ts'

/** Hours that a conversation can be put off for. */
export const snoozes = [1, 4, 24, 72, 168] as const

const notTheirs = ({ owner, id }: Conversation, { member }: Asked): Refusal | null =>
  owner === member.id || may(member, 'support.lead') ? null : refuse('support.not_yours', { id: String(id) })

/** Puts a conversation off for so many hours; it wakes by itself, or when the customer writes. Refuses others than owner and leads. */
export const snooze = (db: Db, jobs: Jobs, asked: Asked & { hours: string }, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    (conversation) => {
      if (conversation.state === 'resolved') return refuse('support.resolved', { id: String(conversation.id) })
      const theirs = notTheirs(conversation, asked)
      if (theirs) return theirs
      const hours = Number(/^\d{1,3}$/.exec(asked.hours.trim())?.[0] ?? 0)
      if (hours < 1 || hours > MOST_HOURS) return refuse('support.hours', { most: MOST_HOURS })
      const until = now.add({ hours })
      return {
        event: 'snoozed',
        set: { state: 'snoozed', snoozed_until: until },
        entry: { data: { until: String(until) } },
      }
    },
    now,
  )

const MOST_HOURS = 720

/**
 * Ends a conversation, and has its customer asked how it was. A complaint ends with its outcome. Refuses others than owner
 * and leads, one that is over, and a complaint without an outcome.
 */
export const resolve = (db: Db, jobs: Jobs, asked: Asked & { outcome: string }, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    (conversation) => {
      if (conversation.state === 'resolved') return refuse('support.resolved', { id: String(conversation.id) })
      const theirs = notTheirs(conversation, asked)
      if (theirs) return theirs
      const outcome = asked.outcome.trim()
      if (conversation.kind === 'complaint' && outcome === '') return refuse('support.outcome_needed')
      const owner = conversation.owner ?? asked.member.id
      return {
        event: 'resolved',
        set: { ...over(now), owner, ...(outcome && { outcome }) },
        entry: { text: outcome || null },
        after: (trx) => askRating(trx, conversation, now),
      }
    },
    now,
  )

/** What is so of a conversation that has ended. */
export const over = (now: Temporal.Instant) => ({
  ...{ state: 'resolved', resolved_at: now, snoozed_until: null, waiting_since: null },
})

/** Has the customer asked how they were served, where the shop wants to know and somebody has answered them. */
export async function askRating(trx: Trx, conversation: Conversation, now: Temporal.Instant): Promise<void> {
  const { id, customer_id: customer, order_number: order, first_answer_at: answered } = conversation
  if (answered === null || !(await readSettings(trx))['support.ask_rating']) return
  await tellStorefront(trx, ratingAsked, { conversation: String(id), customer, ...(order !== null && { order }) }, now)
}

/** When the customer first wrote what nobody has answered; null where all is answered. */
async function unansweredSince(trx: Trx, id: bigint): Promise<Temporal.Instant | null> {
  const entries = trx.selectFrom('conversation_entries').where('conversation_id', '=', id)
  const row = await entries
    .select(({ fn }) => fn.min('at').as('since'))
    .where('kind', '=', 'customer')
    .where(({ eb, fn }) =>
      eb(
        'seq',
        '>',
        fn.coalesce(entries.select(({ fn }) => fn.max('seq').as('seq')).where('kind', '=', 'agent'), eb.val(0n)),
      ),
    )
    .executeTakeFirst()
  return row?.since ?? null
}

/** Takes a conversation up again, by hand. Refuses one that is not over, and where the customer has another one by now. */
export const reopen = (db: Db, jobs: Jobs, asked: Asked, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    async (conversation, trx) => {
      const { id, state, customer_id: customer, reopened } = conversation
      if (state !== 'resolved') return refuse('support.not_resolved', { id: String(id) })
      const other = await trx
        .selectFrom('conversations')
        .select('id')
        .where('customer_id', '=', customer)
        .where('state', '<>', 'resolved')
        .executeTakeFirst()
      if (other) return refuse('support.another_open', { id: String(id), other: String(other.id) })
      const waits = { waiting_since: await unansweredSince(trx, id), reminded_at: null, escalated_at: null }
      return {
        event: 'reopened',
        set: { state: 'open', resolved_at: null, reopened: reopened + 1, ...waits },
        posted: true,
      }
    },
    now,
  )
