import { type Kysely, sql } from 'kysely'

/** What people and rules note on orders: tags, that one must not leave for now, and whose it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table orders add column assigned_to text, add column held_at timestamptz, add column held_by text,
      add column held_because text`.execute(db)
  // What is held, and what somebody has to see to: both are few.
  await sql`create index orders_held on orders (placed_at) where held_at is not null`.execute(db)
  await sql`create index orders_assigned on orders (assigned_to, placed_at) where assigned_to is not null`.execute(db)
  await sql`
    create table order_tags (
      order_number text not null references orders, tag text not null, tagged_at timestamptz not null,
      tagged_by text, primary key (order_number, tag)
    )`.execute(db)
  // Orders of one tag, however it is cased.
  await sql`create index order_tags_by_tag on order_tags (lower(tag), order_number)`.execute(db)
}
