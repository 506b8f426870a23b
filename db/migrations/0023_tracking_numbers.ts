import { type Kysely, sql } from 'kysely'

/** A parcel is looked up by its tracking number, however that is cased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index shipments_tracking on shipments (upper(tracking_number))`.execute(db)
}
