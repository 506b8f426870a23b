import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Some databases of the time before the first release have this column, and lack the index, already.
  await sql`alter table reviews add column if not exists hidden_before boolean not null default false`.execute(db)
  await sql`update reviews set hidden_before = true where state = 'hidden'`.execute(db)
  await sql`drop index if exists order_items_by_sku`.execute(db)
  // An event that will never be applied can be put away.
  await sql`
    alter table storefront_events
      drop constraint storefront_events_state_check,
      add constraint storefront_events_state_check
        check (state in ('applied', 'waiting', 'refused', 'dismissed'))`.execute(db)
  await sql`drop index storefront_events_open`.execute(db)
  await sql`
    create index storefront_events_open on storefront_events (received_at desc, id)
    where state in ('waiting', 'refused')`.execute(db)
}
