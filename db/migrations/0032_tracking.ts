import { type Kysely, sql } from 'kysely'

/** What carriers tell of parcels, and when they say these arrive. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table shipments
      add column estimated_delivery_at timestamptz, add column estimated_told_at timestamptz`.execute(db)
  // One row for what happened at a moment, however often it is told.
  await sql`
    create table shipment_events (
      order_number text not null, shipment_id text not null, at timestamptz not null,
      status text not null check (status in ('picked_up', 'in_transit', 'out_for_delivery', 'delivered', 'problem')),
      place text not null default '', note text not null default '',
      primary key (order_number, shipment_id, at, status),
      foreign key (order_number, shipment_id) references shipments
    )`.execute(db)
  // The latest deliveries of a carrier, for how long it takes.
  await sql`
    create index shipments_delivered on shipments (carrier, shipped_at desc) where delivered_at is not null`.execute(db)
}
