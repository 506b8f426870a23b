import { type Kysely, sql } from 'kysely'

/** What storefronts tell, kept as it came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table storefront_events (
      id text primary key, type text not null, subject text not null, data jsonb not null,
      occurred_at timestamptz not null, received_at timestamptz not null,
      state text not null check (state in ('applied', 'waiting', 'refused')),
      waits_for text, refusal jsonb, applied_at timestamptz
    )`.execute(db)
  // What can go on once something has become known.
  await sql`
    create index storefront_events_waiting on storefront_events (waits_for, occurred_at, id)
    where state = 'waiting'`.execute(db)
  // What people have to look at, newest first.
  await sql`
    create index storefront_events_open on storefront_events (received_at desc, id) where state <> 'applied'`.execute(
    db,
  )
  // When each field was last told of, so that late news does not undo later news.
  await sql`alter table products add column told jsonb not null default '{}'`.execute(db)
  await sql`alter table customers add column told jsonb not null default '{}'`.execute(db)
  await sql`
    create table favourites (
      customer_id text not null, sku text not null, saved boolean not null, changed_at timestamptz not null,
      primary key (customer_id, sku)
    )`.execute(db)
}
