import { type Kysely, sql } from 'kysely'

/** Pieces of an order line that will not be sent, since their money went back before they left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table order_items add column not_sent int not null default 0 check (not_sent between 0 and quantity)`.execute(
    db,
  )
}
