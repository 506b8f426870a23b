import { type Kysely, sql } from 'kysely'

/** Levels that alert each by themselves, requests for new goods, counts, and orders that nobody pays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table stock add column stopped_since timestamptz, add column warned_at timestamptz`.execute(db)
  // One row a day that told of something or of nothing: whoever inserts it has claimed the day.
  await sql`create table stock_digests (slot timestamptz primary key, posted_at timestamptz not null)`.execute(db)
  await sql`
    create table restocks (
      id bigint generated always as identity primary key, sku text not null references products,
      state text not null check (state in ('asked', 'promised', 'declined', 'received', 'closed')),
      quantity integer not null check (quantity > 0), promised integer check (promised > 0), due_on date,
      received integer not null default 0 check (received >= 0), reason text,
      opened_at timestamptz not null, opened_by text, answered_at timestamptz, answered_by text,
      closed_at timestamptz, reminded_at timestamptz
    )`.execute(db)
  // Whoever asks while another asks finds that one.
  await sql`create unique index restocks_asked on restocks (sku) where state = 'asked'`.execute(db)
  // What is on its way, of one product or of all.
  await sql`create index restocks_open on restocks (sku, id) where state in ('asked', 'promised')`.execute(db)
  // Those of one product, newest first: what its alert tells.
  await sql`create index restocks_by_sku on restocks (sku, id desc)`.execute(db)
  await sql`
    create table stock_counts (
      id bigint generated always as identity primary key, request_key text not null unique,
      counted_by text not null, counted_at timestamptz not null, reason text
    )`.execute(db)
  await sql`
    create table stock_count_lines (
      count_id bigint not null references stock_counts, sku text not null references products,
      expected integer not null, counted integer not null check (counted >= 0),
      primary key (count_id, sku)
    )`.execute(db)
  // When a product was counted last.
  await sql`create index stock_count_lines_by_sku on stock_count_lines (sku, count_id desc)`.execute(db)
  // What was sold of a product: its days of cover.
  await sql`create index order_items_by_sku on order_items (sku, order_number) include (quantity)`.execute(db)
  // What the planner cancels; imported history stays out of it.
  await sql`
    create index orders_unpaid on orders (placed_at) where status = 'pending_payment' and not imported`.execute(db)
}
