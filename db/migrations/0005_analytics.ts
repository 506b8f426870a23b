import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // No unique key on purpose: a mark has to become visible together with the change that it stands for.
  await sql`
    create table rollup_marks (
      id bigint generated always as identity primary key, rollup text not null, at timestamptz not null
    )`.execute(db)
  await sql`
    create table sales_hours (
      bucket timestamptz not null, merchant_id text not null, currency text not null,
      orders_placed integer not null, orders_cancelled integer not null, orders_paid integer not null,
      units bigint not null, gross_sales bigint not null, discounts bigint not null, cancellations bigint not null,
      returns bigint not null, shipping bigint not null, tax bigint not null, shipping_refunds bigint not null,
      own_gross_sales bigint not null, own_discounts bigint not null, own_cancellations bigint not null,
      own_returns bigint not null, own_shipping bigint not null, own_tax bigint not null,
      own_shipping_refunds bigint not null,
      primary key (merchant_id, bucket, currency)
    )`.execute(db)
  // A refresh deletes its buckets over all merchants.
  await sql`create index sales_hours_by_bucket on sales_hours (bucket)`.execute(db)
  await sql`
    create table payment_hours (
      bucket timestamptz not null, method text not null, currency text not null,
      payments integer not null, failed integer not null, captured bigint not null, refunded bigint not null,
      own_captured bigint not null, own_refunded bigint not null,
      primary key (bucket, method, currency)
    )`.execute(db)
  await sql`
    create table subscriptions (
      id bigint generated always as identity primary key, report text not null, filters jsonb not null,
      schedule text not null, timezone text not null, locale text, channel text not null, owner text not null,
      created_at timestamptz not null, active_since timestamptz not null,
      paused_at timestamptz, removed_at timestamptz
    )`.execute(db)
  await sql`
    create table report_runs (
      subscription_id bigint not null references subscriptions, slot timestamptz not null,
      state text not null check (state in ('claimed', 'posted', 'failed')), late boolean not null,
      claimed_at timestamptz not null, finished_at timestamptz, error text,
      primary key (subscription_id, slot)
    )`.execute(db)
}
