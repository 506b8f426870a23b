import { type Kysely, sql } from 'kysely'

/** A day's goods with their sums in the key's own index: a window is added up without a look at the table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table product_days drop constraint product_days_pkey,
      add primary key (bucket, sku, merchant_id, category) include (units, gross_sales, returned_units)`.execute(db)
}
