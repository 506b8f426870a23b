import { type Kysely, sql } from 'kysely'

/** What each product sold lately, so that a look-up need not count it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table recent_sales (sku text primary key, units integer not null)`.execute(db)
}
