import { type Kysely, sql } from 'kysely'

/** Moderation, answers and reports of reviews; when favourites were saved; what customers are to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What is there already has been shown so far, and stays so.
  await sql`
    alter table reviews
      add column state text not null default 'published' check (state in ('waiting', 'published', 'hidden')),
      add column state_by text, add column state_at timestamptz, add column state_reason text,
      add column reply text, add column replied_by text, add column replied_at timestamptz,
      add column reported_by text, add column reported_at timestamptz, add column report_reason text`.execute(db)
  // Those of one product, newest first, for people and for storefronts.
  await sql`create index reviews_by_sku on reviews (sku, at desc) where sku is not null`.execute(db)
  // All of them, newest first.
  await sql`create index reviews_by_age on reviews (at desc, order_number, id)`.execute(db)
  // The few that somebody has to look at, longest first.
  await sql`
    create index reviews_to_moderate on reviews (at, order_number, id)
    where state = 'waiting' or reported_at is not null`.execute(db)

  // Also of those taken off again: what was saved in a day counts towards its limit.
  await sql`alter table favourites add column added_at timestamptz`.execute(db)
  await sql`update favourites set added_at = changed_at where saved`.execute(db)
  // Who saved a product.
  await sql`create index favourites_by_sku on favourites (sku) where saved`.execute(db)
  // The planner's look for those that expire.
  await sql`create index favourites_by_age on favourites (changed_at)`.execute(db)
  await sql`
    create table customer_notices (
      id bigint generated always as identity primary key, key text not null unique,
      customer_id text not null, kind text not null check (kind in ('low_stock', 'price_drop')),
      sku text not null, data jsonb not null, at timestamptz not null
    )`.execute(db)
}
