import { type Kysely, sql } from 'kysely'

/** Promotions, what of their limits is taken, who took it, and the coupons that open them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table products add column cost bigint check (cost >= 0)`.execute(db)
  await sql`
    create table promotions (
      code text primary key, type text not null,
      status text not null check (status in ('draft', 'active', 'paused', 'ended')),
      rule jsonb not null, terms jsonb not null, currency text not null, version integer not null default 1,
      created_at timestamptz not null, created_by text, updated_at timestamptz not null
    )`.execute(db)
  // Every quote reads those in force; the ended ones, of which there are ever more, stay out of it.
  await sql`create index promotions_in_force on promotions (code) where status = 'active'`.execute(db)
  await sql`
    create table promotion_counters (
      subject text not null, customer_id text not null default '',
      uses bigint not null default 0 check (uses >= 0), pieces bigint not null default 0 check (pieces >= 0),
      given bigint not null default 0 check (given >= 0),
      primary key (subject, customer_id)
    )`.execute(db)
  await sql`
    create table promotion_uses (
      order_number text not null, promotion text not null references promotions, customer_id text, coupon text,
      pieces integer not null check (pieces >= 0), given bigint not null check (given >= 0),
      at timestamptz not null, released_at timestamptz,
      primary key (order_number, promotion)
    )`.execute(db)
  await sql`
    create table coupon_batches (
      id bigint generated always as identity primary key, promotion text not null references promotions,
      kind text not null check (kind in ('public', 'single_use', 'registered', 'order_above', 'segment')),
      most_uses integer check (most_uses > 0), per_customer integer check (per_customer > 0),
      expires_at timestamptz, valid_days integer check (valid_days > 0), above bigint check (above > 0), segment text,
      secret text, request_key text not null unique,
      created_at timestamptz not null, created_by text, stopped_at timestamptz
    )`.execute(db)
  // The batches of one promotion, newest first.
  await sql`create index coupon_batches_by_promotion on coupon_batches (promotion, id desc)`.execute(db)
  // What an event has to look through.
  await sql`
    create index coupon_rules on coupon_batches (kind)
    where kind in ('registered', 'order_above') and stopped_at is null`.execute(db)
  await sql`
    create table coupons (
      code text primary key, batch_id bigint not null references coupon_batches, customer_id text, issued_for text,
      expires_at timestamptz, issued_at timestamptz not null,
      unique (batch_id, issued_for)
    )`.execute(db)
  // How many a batch has, and its export in order.
  await sql`create index coupons_by_batch on coupons (batch_id, code)`.execute(db)
}
