import { type Kysely, sql } from 'kysely'

/** Refunds count to the method that the money went back by: where any went by another than it came, rollups are counted anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into rollup_rebuild (zone) select zone from rollup_zone
    where zone <> '' and not exists (select from rollup_rebuild) and exists (
      select from refund_parts as part join payments on payments.order_number = part.order_number and payments.id = part.payment_id
      where part.method <> payments.method)`.execute(db)
}
