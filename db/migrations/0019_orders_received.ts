import { type Kysely, sql } from 'kysely'

/** When an order became known here, which may be long after it was placed: nobody can have paid it late before that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column received_at timestamptz`.execute(db)
}
