import { type Kysely, sql } from 'kysely'

/** What customers write becomes conversations, answered in the thread of a message that is kept in a channel. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table conversations (
      id bigint generated always as identity primary key,
      customer_id text not null, order_number text, topic text, language text, tier text, merchant_id text,
      channel text not null, level text not null check (level in ('first', 'senior')),
      kind text not null check (kind in ('conversation', 'complaint')),
      state text not null check (state in ('open', 'snoozed', 'resolved')),
      owner text, opened_at timestamptz not null, spoken_at timestamptz not null, waiting_since timestamptz,
      first_answer_at timestamptz, first_answer_by text, resolved_at timestamptz, snoozed_until timestamptz,
      reopened integer not null default 0, reminded_at timestamptz, escalated_at timestamptz,
      severity text check (severity in ('low', 'normal', 'high')), complained_at timestamptz, deadline timestamptz,
      deadline_reminded_at timestamptz, deadline_escalated_at timestamptz, outcome text
    )`.execute(db)
  // A customer has one conversation at a time; what they wrote last is the one that goes on.
  await sql`
    create unique index conversations_under_way on conversations (customer_id) where state <> 'resolved'`.execute(db)
  await sql`create index conversations_of_customer on conversations (customer_id, id desc)`.execute(db)
  // What agents look through, and planners: the few that are not over.
  await sql`create index conversations_open on conversations (state, waiting_since) where state <> 'resolved'`.execute(
    db,
  )
  // Reports: what began, was answered and ended in a window.
  await sql`create index conversations_by_opening on conversations (opened_at)`.execute(db)
  await sql`create index conversations_by_answer on conversations (first_answer_at)`.execute(db)
  await sql`create index conversations_by_end on conversations (resolved_at)`.execute(db)
  await sql`create index conversations_by_complaint on conversations (complained_at)`.execute(db)
  await sql`
    create table conversation_entries (
      seq bigint generated always as identity primary key,
      conversation_id bigint not null references conversations,
      at timestamptz not null, kind text not null check (kind in ('customer', 'agent', 'note', 'event')),
      event text, member_id text, text text, order_number text, data jsonb not null default '{}',
      source text unique, delivered_at timestamptz
    )`.execute(db)
  // A conversation, in the order in which it was held.
  await sql`create index conversation_entries_of on conversation_entries (conversation_id, seq)`.execute(db)
  // Reports: replies and reopenings of a window.
  await sql`
    create index conversation_entries_counted on conversation_entries (at)
    where kind = 'agent' or event = 'reopened'`.execute(db)
  await sql`
    create table conversation_remarks (
      id bigint generated always as identity primary key,
      conversation_id bigint not null references conversations,
      kind text not null check (kind in ('example', 'supervisor')), member_id text not null, text text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`create index conversation_remarks_of on conversation_remarks (conversation_id, kind)`.execute(db)
  await sql`
    create table canned_answers (name text primary key, text text not null, changed_by text, changed_at timestamptz not null)`.execute(
    db,
  )
  await sql`
    create table support_routes (
      id bigint generated always as identity primary key, topic text, language text, tier text, merchant_id text,
      channel text, level text not null check (level in ('first', 'senior')), made_by text, made_at timestamptz not null
    )`.execute(db)

  // What was written before is over: nobody is reminded of it.
  await sql`
    insert into conversations
      (customer_id, order_number, channel, level, kind, state, opened_at, spoken_at, resolved_at)
    select customer_id, (array_agg(order_number order by at desc) filter (where order_number is not null))[1],
      'channel.support', 'first', 'conversation', 'resolved', min(at), max(at), max(at)
    from customer_messages group by customer_id`.execute(db)
  await sql`
    insert into conversation_entries (conversation_id, at, kind, text, order_number, source)
    select conversations.id, said.at, 'customer', said.text, said.order_number,
      jsonb_build_array('customer', said.customer_id, said.id)::text
    from customer_messages as said join conversations using (customer_id) order by said.seq`.execute(db)
  await sql`drop table customer_messages`.execute(db)
  await sql`delete from messages where kind = 'customer.message'`.execute(db)
  await sql`alter table customer_ratings add column conversation_id bigint references conversations`.execute(db)

  // A message may stand in the thread of another one.
  await sql`alter table messages add column thread_of text`.execute(db)
  // Whose thread somebody writes in.
  await sql`create index messages_with_thread on messages (ts) where kind = 'support.card'`.execute(db)
}
