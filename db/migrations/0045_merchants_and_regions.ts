import { type Kysely, sql } from 'kysely'

/** How a shop's merchants send, kept with its sales, and payments by region: all is counted anew in the background. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['sales_hours', 'sales_days'])
    await sql`
      alter table ${sql.table(table)} add column merchant_orders integer not null default 0,
        add column merchant_cancelled integer not null default 0, add column sent integer not null default 0,
        add column sent_late integer not null default 0`.execute(db)
  await sql`
    alter table payment_hours add column region text not null default '', drop constraint payment_hours_pkey,
      add primary key (bucket, method, region, currency)`.execute(db)
  // Whoever reads it gets the rows that they know.
  await sql`
    create or replace view bi.payments_by_hour as
    select bucket as hour, method, (select coalesce(max(value #>> '{}'), 'CNY') from settings where key = 'shop.currency') as currency,
      currency as order_currency, sum(payments)::integer as payments, sum(failed)::integer as failed,
      sum(captured)::bigint as captured, sum(refunded)::bigint as refunded,
      sum(own_captured)::bigint as own_captured, sum(own_refunded)::bigint as own_refunded
    from payment_hours group by bucket, method, payment_hours.currency`.execute(db)
  // Parts that are done already are without it.
  await sql`delete from rollup_rebuilt`.execute(db)
  await sql`delete from rollup_rebuild`.execute(db)
  await sql`
    insert into rollup_rebuild (zone) select zone from rollup_zone where zone <> '' and exists (select from orders)`.execute(
    db,
  )
}
