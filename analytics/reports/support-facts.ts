import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { secondsBetween, type WorkingHours } from '../working-time.ts'

/** One thing that counts: what, when, whose, and how much where it is measured. */
export interface Fact {
  readonly what: 'conversations' | 'complaints' | 'resolved' | 'first_response' | 'replies' | 'reopened' | 'rating'
  readonly at: Temporal.Instant
  /** Null: nobody had it. */
  readonly agent: string | null
  /** Seconds, or a score. */
  readonly value: number
}

interface Span {
  start: Temporal.Instant
  end: Temporal.Instant
}

/**
 * What happened in conversations between two instants (the end excluded): each counts when it happened, for the owner of the
 * conversation; a first answer and a reply for whoever wrote it. Durations are seconds, of working hours where these are
 * given: to the first answer from the customer's first words, of a solution from there as well.
 */
export async function supportFacts(db: Db, { start, end }: Span, hours: WorkingHours | null): Promise<Fact[]> {
  const inside = (column: string) => sql<boolean>`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${end})`
  const [conversations, entries, ratings] = await Promise.all([
    db
      .selectFrom('conversations')
      .select(['owner', 'opened_at', 'first_answer_at', 'first_answer_by', 'resolved_at', 'complained_at'])
      .where((eb) =>
        eb.or([...[inside('opened_at'), inside('first_answer_at'), inside('resolved_at'), inside('complained_at')]]),
      )
      .execute(),
    db
      .selectFrom('conversation_entries as entry')
      .innerJoin('conversations', 'conversations.id', 'entry.conversation_id')
      .select(['entry.at', 'entry.kind', 'entry.member_id', 'conversations.owner'])
      .where(inside('entry.at'))
      .where((eb) => eb.or([eb('entry.kind', '=', 'agent'), eb('entry.event', '=', 'reopened')]))
      .execute(),
    db
      .selectFrom('customer_ratings as rated')
      .innerJoin('conversations', 'conversations.id', 'rated.conversation_id')
      .select(['rated.at', 'rated.score', 'conversations.owner'])
      .where(inside('rated.at'))
      .execute(),
  ])
  const facts: Fact[] = []
  const add = (what: Fact['what'], at: Temporal.Instant | null, agent: string | null, value = () => 0) => {
    if (at && Temporal.Instant.compare(at, start) >= 0 && Temporal.Instant.compare(at, end) < 0)
      facts.push({ what, at, agent, value: value() })
  }
  for (const { owner, opened_at: opened, first_answer_at: answered, ...row } of conversations) {
    const since = (at: Temporal.Instant | null) => () => (at ? secondsBetween(opened, at, hours) : 0)
    add('conversations', opened, owner)
    add('complaints', row.complained_at, owner)
    add('first_response', answered, row.first_answer_by, since(answered))
    add('resolved', row.resolved_at, owner, since(row.resolved_at))
  }
  for (const { at, kind, member_id: member, owner } of entries)
    add(kind === 'agent' ? 'replies' : 'reopened', at, kind === 'agent' ? member : owner)
  for (const { at, score, owner } of ratings) add('rating', at, owner, () => score)
  return facts
}
