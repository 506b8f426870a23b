import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // What was paid above an order's price goes back beside its goods, not as goods.
  await sql`
    alter table refunds
      add column surplus bigint not null default 0 check (surplus >= 0),
      drop constraint refunds_check,
      add constraint refunds_check check (amount > 0 and amount = goods + shipping + surplus)`.execute(db)
  // When a refund became known here, where it was told of later than it was asked for.
  await sql`alter table refunds add column received_at timestamptz`.execute(db)
  // Reasons of our own are kept as a code, and drawn in each reader's language.
  await sql`
    update refunds set reason = 'order_cancelled' where reason = 'Order cancelled · 订单已取消'`.execute(db)
}
