import { type Kysely, sql } from 'kysely'

/** Timed rules of orders, each of which fires once for what its time counts from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column ship_promised_at timestamptz`.execute(db)
  await sql`
    create table order_timers (
      order_number text not null references orders, timer text not null, base timestamptz not null,
      fired_at timestamptz not null, primary key (order_number, timer, base)
    )`.execute(db)
  // What planners look at each minute: orders that are not over, by the time that counts. Imported history stays out.
  await sql`
    create index orders_to_ship on orders (coalesce(ship_promised_at, ship_by))
    where status in ('paid', 'processing') and not imported`.execute(db)
  await sql`create index orders_under_way on orders (shipped_at) where status = 'shipped' and not imported`.execute(db)
  await sql`
    create index orders_delivered on orders (delivered_at) where status = 'delivered' and not imported`.execute(db)
}
