import { type Kysely, sql } from 'kysely'

/** What is not as it should be with an order, until somebody has seen to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table order_exceptions (
      order_number text not null references orders, id integer not null, kind text not null, merchant_id text,
      opened_at timestamptz not null, opened_by text, note text, signs jsonb not null,
      answer_by timestamptz, reason text, promised_on date, answered_at timestamptz, answered_by text,
      escalated_at timestamptz, claimed_by text, claimed_at timestamptz,
      closed_at timestamptz, closed_by text, outcome text, outcome_note text,
      primary key (order_number, id)
    )`.execute(db)
  // Of one kind an order has one open exception, or one for each merchant.
  await sql`
    create unique index order_exceptions_once on order_exceptions (order_number, kind, coalesce(merchant_id, ''))
    where closed_at is null`.execute(db)
  // The queue, oldest first.
  await sql`create index order_exceptions_open on order_exceptions (opened_at) where closed_at is null`.execute(db)
  // What a merchant has yet to answer.
  await sql`
    create index order_exceptions_unanswered on order_exceptions (answer_by)
    where closed_at is null and answered_at is null and answer_by is not null`.execute(db)
}
