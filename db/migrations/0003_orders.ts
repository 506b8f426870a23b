import { type Kysely, sql } from 'kysely'

/** Every key of the order family begins with the order number, so that the family can be distributed by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table customers (id text primary key, name text, email text, phone text, locale text, region text)`.execute(
    db,
  )
  await sql`
    create table orders (
      number text primary key, customer_id text not null, placed_at timestamptz not null, status text not null,
      currency text not null, rate numeric not null check (rate > 0),
      gross bigint not null check (gross >= 0), discount bigint not null check (discount >= 0),
      shipping bigint not null check (shipping >= 0), tax bigint not null check (tax >= 0),
      total bigint not null check (total = gross - discount + shipping + tax and total >= 0),
      captured bigint not null default 0 check (captured >= 0),
      refund_reserved bigint not null default 0 check (refund_reserved >= 0),
      refunded bigint not null default 0 check (refunded >= 0),
      region text, paid_at timestamptz, ship_by timestamptz, shipped_at timestamptz,
      estimated_delivery_at timestamptz, delivered_at timestamptz, completed_at timestamptz, cancelled_at timestamptz,
      imported boolean not null default false,
      constraint refunds_within_captured check (refund_reserved + refunded <= captured)
    )`.execute(db)
  // Reports and lists by time; customer and status ride along so that they need no table read.
  await sql`create index orders_by_time on orders (placed_at, number) include (customer_id, status)`.execute(db)
  // Lists of one status, newest first.
  await sql`create index orders_by_status on orders (status, placed_at desc)`.execute(db)
  // A customer's history: returning customers, their card.
  await sql`create index orders_by_customer on orders (customer_id, placed_at)`.execute(db)
  // Cancellations of a bucket.
  await sql`create index orders_by_cancel on orders (cancelled_at) where cancelled_at is not null`.execute(db)
  await sql`
    create table order_items (
      order_number text not null references orders, line integer not null, sku text not null, name text not null,
      category text, merchant_id text, quantity integer not null check (quantity > 0),
      unit_price bigint not null check (unit_price >= 0),
      discount bigint not null default 0 check (discount >= 0 and discount <= quantity * unit_price),
      shipping bigint not null default 0 check (shipping >= 0), tax bigint not null default 0 check (tax >= 0),
      primary key (order_number, line)
    )`.execute(db)
  // A merchant's orders.
  await sql`create index order_items_by_merchant on order_items (merchant_id, order_number)`.execute(db)
  await sql`
    create table payments (
      order_number text not null references orders, id text not null, method text not null,
      amount bigint not null check (amount >= 0),
      status text not null check (status in ('pending', 'captured', 'failed')), at timestamptz not null,
      refund_reserved bigint not null default 0 check (refund_reserved >= 0),
      refunded bigint not null default 0 check (refunded >= 0),
      primary key (order_number, id),
      constraint refunds_within_payment check (refund_reserved + refunded <= amount)
    )`.execute(db)
  // Payments of a bucket.
  await sql`create index payments_by_time on payments (at)`.execute(db)
  await sql`
    create table refunds (
      order_number text not null references orders, id text not null, state text not null,
      amount bigint not null check (amount > 0 and amount = goods + shipping),
      goods bigint not null check (goods >= 0), shipping bigint not null check (shipping >= 0),
      reason text, restock boolean not null default false, requested_by text, requested_at timestamptz not null,
      request_key text, decided_at timestamptz, refunded_at timestamptz,
      primary key (order_number, id), unique (order_number, request_key)
    )`.execute(db)
  // What waits, oldest first; the states that end drop out of it.
  await sql`
    create index refunds_open on refunds (requested_at)
    where state in ('requested', 'info_asked', 'approved', 'submitted')`.execute(db)
  // Refunds of a bucket.
  await sql`create index refunds_by_time on refunds (refunded_at) where refunded_at is not null`.execute(db)
  await sql`
    create table refund_lines (
      order_number text not null, refund_id text not null, line integer not null,
      quantity integer not null check (quantity >= 0),
      goods bigint not null check (goods >= 0), shipping bigint not null check (shipping >= 0),
      primary key (order_number, refund_id, line),
      foreign key (order_number, refund_id) references refunds on delete cascade,
      foreign key (order_number, line) references order_items
    )`.execute(db)
  await sql`
    create table refund_parts (
      order_number text not null, refund_id text not null, payment_id text not null,
      amount bigint not null check (amount > 0),
      state text not null check (state in ('waiting', 'submitted', 'succeeded', 'failed')),
      provider_ref text, attempts integer not null default 0, error text, succeeded_at timestamptz,
      primary key (order_number, refund_id, payment_id),
      foreign key (order_number, refund_id) references refunds on delete cascade,
      foreign key (order_number, payment_id) references payments
    )`.execute(db)
  // Refunds through a method in a bucket.
  await sql`create index refund_parts_by_time on refund_parts (succeeded_at) where succeeded_at is not null`.execute(db)
  await sql`
    create table shipments (
      order_number text not null references orders, id text not null, carrier text, tracking_number text,
      shipped_at timestamptz not null, delivered_at timestamptz, primary key (order_number, id)
    )`.execute(db)
  await sql`
    create table shipment_lines (
      order_number text not null, shipment_id text not null, line integer not null,
      quantity integer not null check (quantity > 0),
      primary key (order_number, shipment_id, line),
      foreign key (order_number, shipment_id) references shipments,
      foreign key (order_number, line) references order_items
    )`.execute(db)
  await sql`
    create table order_events (
      order_number text not null references orders, seq integer not null, at timestamptz not null,
      kind text not null, member_id text, data jsonb not null, primary key (order_number, seq)
    )`.execute(db)
  await sql`
    create table reviews (
      order_number text not null references orders, id text not null, sku text,
      rating integer not null check (rating between 1 and 5), comment text, at timestamptz not null,
      primary key (order_number, id)
    )`.execute(db)
}
