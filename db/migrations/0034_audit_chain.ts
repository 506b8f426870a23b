import { type Kysely, sql } from 'kysely'

/** The audit as a keyed chain: each entry's place in it, its mac, and the daily heads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Places are unique, which is the order of verifying as well.
  await sql`alter table audit_log add column place bigint unique, add column mac text`.execute(db)
  // What is still to be sealed.
  await sql`create index audit_log_unsealed on audit_log (id) where place is null`.execute(db)
  await sql`create table audit_heads (slot timestamptz primary key, place bigint not null, mac text not null)`.execute(
    db,
  )
}
