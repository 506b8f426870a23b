import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table merchants (id text primary key, name text not null, email text)`.execute(db)
  await sql`
    create table products (
      sku text primary key, name text not null, name_zh text, category text, tags text[] not null default '{}',
      merchant_id text references merchants, price bigint not null check (price >= 0), currency text not null,
      listed boolean not null default true, updated_at timestamptz not null
    )`.execute(db)
  // A SKU as people type it, in any case.
  await sql`create index products_by_sku_in_any_case on products (lower(sku))`.execute(db)
  // A merchant's own goods.
  await sql`create index products_by_merchant on products (merchant_id, sku)`.execute(db)
  await sql`
    create table stock (
      sku text primary key references products,
      on_hand integer not null check (on_hand >= 0),
      reserved integer not null default 0 check (reserved >= 0),
      warning_level integer check (warning_level >= 0), safety_level integer check (safety_level >= 0),
      minimum_level integer check (minimum_level >= 0),
      low_since timestamptz, updated_at timestamptz not null
    )`.execute(db)
  await sql`
    create table stock_movements (
      id bigint generated always as identity primary key, sku text not null references stock, key text not null,
      kind text not null, on_hand_change integer not null, reserved_change integer not null,
      on_hand_after integer not null, reserved_after integer not null,
      order_number text, member_id text, reason text, at timestamptz not null,
      unique (sku, key)
    )`.execute(db)
  // The ledger of one product, newest first.
  await sql`create index stock_movements_by_sku on stock_movements (sku, id desc)`.execute(db)
}
