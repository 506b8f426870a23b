import { type Kysely, sql } from 'kysely'

/** Rollups of products and customers, and the shop's sales by day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What the order has: a product's lines of a day are found by an index.
  await sql`alter table order_items add column ordered_at timestamptz`.execute(db)
  await sql`update order_items set ordered_at = placed_at from orders where number = order_number`.execute(db)
  await sql`alter table order_items alter column ordered_at set not null`.execute(db)
  await sql`create index order_items_by_product on order_items (sku, ordered_at)`.execute(db)
  // Lines come in about the order of time: the pages of a month, for a thousandth of what a tree would cost.
  await sql`create index order_items_by_time on order_items using brin (ordered_at) with (pages_per_range = 32)`.execute(
    db,
  )
  await sql`alter table rollup_marks add column key text`.execute(db)
  await sql`create table sales_days (like sales_hours including constraints, primary key (merchant_id, bucket, currency))`.execute(
    db,
  )
  await sql`
    create table product_days (
      bucket timestamptz not null, sku text not null, merchant_id text not null, category text not null,
      units bigint not null, gross_sales bigint not null, returned_units bigint not null,
      primary key (bucket, sku, merchant_id, category)
    )`.execute(db)
  // A merchant's own.
  await sql`create index product_days_by_merchant on product_days (merchant_id, bucket)`.execute(db)
  await sql`
    create table customer_days (
      customer_id text not null, bucket timestamptz not null, first timestamptz not null, previous timestamptz,
      earlier integer not null, orders integer not null, primary key (customer_id, bucket)
    )`.execute(db)
  // The customers of a window, without a look at the table.
  await sql`create index customer_days_by_time on customer_days (bucket) include (previous, earlier, orders)`.execute(
    db,
  )
  // How far a rebuild has come, of one rollup after the other; no row while none is under way.
  await sql`
    create table rollup_rebuild (
      zone text not null, range_from date, range_to date, rollup text, part text
    )`.execute(db)
  // What is there already is counted in the background.
  await sql`
    insert into rollup_rebuild (zone) select zone from rollup_zone where exists (select from orders)`.execute(db)
}
