import { type Kysely, sql } from 'kysely'

/**
 * Hours of sales by their bucket first: a refresh writes all merchants' rows of an hour side by side, and needs no second
 * index to find them. A merchant's window is read among the others' rows of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index sales_hours_by_bucket`.execute(db)
  await sql`
    alter table sales_hours drop constraint sales_hours_pkey, add primary key (bucket, merchant_id, currency)`.execute(
    db,
  )
}
