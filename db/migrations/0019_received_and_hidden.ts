import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // When an order became known here, which may be long after it was placed: nobody can have paid it late before that.
  await sql`alter table orders add column received_at timestamptz`.execute(db)
  // What its customer makes of a review that was hidden waits for somebody's look.
  await sql`alter table reviews add column hidden_before boolean not null default false`.execute(db)
  await sql`update reviews set hidden_before = true where state = 'hidden'`.execute(db)
  // No query uses it since days of cover are counted now and then.
  await sql`drop index order_items_by_sku`.execute(db)
}
