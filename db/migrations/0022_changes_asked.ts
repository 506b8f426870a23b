import { type Kysely, sql } from 'kysely'

/** Changes of the team and of payment methods that wait for somebody else to agree. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table changes_asked (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('team', 'payment')), what text not null, about text not null,
      asked jsonb not null, before jsonb not null, after jsonb not null, reason text,
      state text not null check (state in ('waiting', 'applied', 'rejected', 'expired', 'withdrawn')),
      requested_by text not null, requested_at timestamptz not null, settled_at timestamptz
    )`.execute(db)
  // One change at a time of each thing waits; also the list of those that do.
  await sql`
    create unique index changes_asked_waiting on changes_asked (kind, about) where state = 'waiting'`.execute(db)
}
