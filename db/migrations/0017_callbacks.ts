import { type Kysely, sql } from 'kysely'

/** What the storefront is told, and what customers ask and say by it: returns, exchanges, messages, ratings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table callback_receiver (one boolean primary key default true check (one), since timestamptz not null)`.execute(
    db,
  )
  await sql`
    create table callbacks (
      seq bigint generated always as identity primary key, id text not null unique default gen_random_uuid()::text,
      type text not null, subject text not null, data jsonb not null, happened_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'queued', 'delivered', 'dead', 'skipped')),
      attempts integer not null default 0, due_at timestamptz, error jsonb, episode timestamptz, ended_at timestamptz
    )`.execute(db)
  // What goes next of a subject, and whether anything before it is still open.
  await sql`
    create index callbacks_open on callbacks (subject, seq) where state in ('waiting', 'queued', 'dead')`.execute(db)
  // What is due, looked for every second.
  await sql`create index callbacks_waiting on callbacks (seq) include (due_at) where state = 'waiting'`.execute(db)
  // What died, for the list and the alert.
  await sql`create index callbacks_dead on callbacks (episode) where state = 'dead'`.execute(db)
  // What has been kept long enough.
  await sql`create index callbacks_ended on callbacks (ended_at) where ended_at is not null`.execute(db)
  await sql`
    create table returns (
      order_number text not null references orders, id text not null,
      kind text not null check (kind in ('return', 'exchange')),
      state text not null check (state in ('requested', 'approved', 'received', 'accepted', 'refused')),
      reason text not null, requested_at timestamptz not null, primary key (order_number, id)
    )`.execute(db)
  await sql`
    create table return_lines (
      order_number text not null, return_id text not null, line integer not null,
      quantity integer not null check (quantity > 0), wanted_sku text,
      primary key (order_number, return_id, line),
      foreign key (order_number, return_id) references returns,
      foreign key (order_number, line) references order_items
    )`.execute(db)
  await sql`
    create table customer_messages (
      seq bigint generated always as identity unique, customer_id text not null, id text not null, order_number text,
      text text not null, at timestamptz not null, primary key (customer_id, id)
    )`.execute(db)
  await sql`
    create table customer_ratings (
      seq bigint generated always as identity unique, customer_id text not null, id text not null, order_number text,
      score integer not null check (score between 1 and 5), comment text, at timestamptz not null,
      primary key (customer_id, id)
    )`.execute(db)
}
