import { type RawBuilder, sql } from 'kysely'
import { localDays } from '../local-days.ts'
import { bucketed } from './bucketed.ts'
import type { Buckets } from './buckets.ts'

export const supportCounts = ['conversations', 'complaints', 'replies', 'reopened', 'ratings', 'stars'] as const
/** Of each first answer and of each end when the conversation began and when it came, in milliseconds since 1970, in one order. */
export const supportTimes = ['answered_from', 'answered_at', 'resolved_from', 'resolved_at'] as const
export const supportColumns = sql.join(['bucket', 'agent', ...supportCounts, ...supportTimes].map(sql.ref))

/**
 * How customers were served by day, each thing when it happened (so an end stays where the customer writes again), for the owner
 * of the conversation ('' where it has none); a first answer and a reply for whoever wrote it. Times stand as they were: how long
 * they are depends on working hours.
 */
export const support = bucketed({
  name: 'support',
  table: 'support_days',
  identity: ['bucket', 'agent'],
  instants: [
    ['conversations', 'opened_at'],
    ['conversations', 'complained_at'],
    ['conversations', 'first_answer_at'],
    ['conversation_entries', 'at'],
    ['customer_ratings', 'at'],
  ],
  cut: localDays,
  async fill(trx, buckets) {
    await sql`insert into support_days (${supportColumns}) ${supportOf(buckets)}`.execute(trx)
  },
})

const columns = [...supportCounts, ...supportTimes] as const
type Adds = Readonly<Partial<Record<(typeof columns)[number], RawBuilder<unknown>>>>

/** What a row adds: nothing to what is not named. */
const adding = (adds: Adds) =>
  sql.join([
    ...supportCounts.map((column) => adds[column] ?? sql`0`),
    ...supportTimes.map((column) => adds[column] ?? sql`null::float8`),
  ])
const one = sql`1`
const milliseconds = (instant: string) => sql`floor(extract(epoch from ${sql.ref(instant)}) * 1000)::float8`

/** How customers were served in some buckets, as rows of `supportColumns`. */
export function supportOf(buckets: Buckets): RawBuilder<unknown> {
  const conversations = (at: string, agent: string, adds: Adds) =>
    sql`select bucket, ${sql.ref(agent)}, ${adding(adds)} from ${buckets.rows('conversations', at)} as conversation`
  const entries = (which: RawBuilder<boolean>, agent: string, adds: Adds) =>
    sql`union all
      select bucket, ${sql.ref(agent)}, ${adding(adds)}
      from ${buckets.rows('conversation_entries', 'at')} as entry join conversations on id = conversation_id where ${which}`
  const inOrder = (column: string, begin: string, end: string) =>
    sql`coalesce(array_agg(${sql.ref(column)} order by ${sql.ref(end)}, ${sql.ref(begin)}) filter (where ${sql.ref(end)} is not null), '{}')`
  const times = (begin: string, end: string) => sql`${inOrder(begin, begin, end)}, ${inOrder(end, begin, end)}`
  return sql`
    with facts (bucket, agent, ${sql.join(columns.map(sql.ref))}) as (
      ${conversations('opened_at', 'owner', { conversations: one })}
      union all ${conversations('complained_at', 'owner', { complaints: one })}
      union all
      ${conversations('first_answer_at', 'first_answer_by', {
        ...{ answered_from: milliseconds('opened_at'), answered_at: milliseconds('first_answer_at') },
      })}
      ${entries(sql`entry.kind = 'agent'`, 'member_id', { replies: one })}
      ${entries(sql`event = 'reopened'`, 'owner', { reopened: one })}
      ${entries(sql`event in ('resolved', 'closed')`, 'owner', {
        ...{ resolved_from: milliseconds('opened_at'), resolved_at: milliseconds('entry.at') },
      })}
      union all
      select bucket, owner, ${adding({ ratings: one, stars: sql`score` })}
      from ${buckets.rows('customer_ratings', 'at')} as rated join conversations on conversations.id = conversation_id
    )
    select bucket, coalesce(agent, ''), ${sql.join(supportCounts.map((count) => sql`sum(${sql.ref(count)})::integer`))},
      ${times('answered_from', 'answered_at')}, ${times('resolved_from', 'resolved_at')}
    from facts group by 1, 2`
}
