import { type Kysely, sql } from 'kysely'

/** What departs from the shipped payment methods, exchange rates, and what counting the uses of a method needs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payment_methods (
      code text primary key, name text, name_zh text, enabled boolean not null, rules jsonb not null,
      updated_at timestamptz not null
    )`.execute(db)
  // A use counts for the day on which it was taken, also where the money comes after midnight.
  await sql`alter table payments add column taken_at timestamptz`.execute(db)
  // Uses of a method on one day. Those of a customer come by orders_by_customer and the key of payments.
  await sql`
    create index payments_by_use on payments (method, coalesce(taken_at, at)) where status in ('pending', 'captured')`.execute(
    db,
  )
  // A customer is looked up by e-mail or by name.
  await sql`create index customers_by_email on customers (email) where email is not null`.execute(db)
  await sql`create index customers_by_name on customers (name) where name is not null`.execute(db)
  // The method by which the money of this part goes back; of those that are there already, that of their payment.
  await sql`alter table refund_parts add column method text`.execute(db)
  await sql`
    create table fixed_rates (
      currency text primary key, rate numeric not null check (rate > 0), set_at timestamptz not null,
      set_by text not null
    )`.execute(db)
  // One row: what was read from the source of rates last, and how it fares.
  await sql`
    create table rate_source (
      id boolean primary key default true check (id), address text not null, published_at timestamptz,
      fetched_at timestamptz, attempted_at timestamptz not null, failing_since timestamptz, error jsonb,
      stale_since timestamptz, per_euro jsonb not null
    )`.execute(db)
}
