import { type Kysely, sql } from 'kysely'

/** What the reports of stock and merchants count by its own time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What was booked in a window.
  await sql`create index stock_movements_by_time on stock_movements (at)`.execute(db)
  // How much of a product there was at a moment: what the last movement before it left.
  await sql`create index stock_movements_by_sku_and_time on stock_movements (sku, at desc, id desc)`.execute(db)
  // Exceptions that were opened in a window.
  await sql`create index order_exceptions_by_time on order_exceptions (opened_at)`.execute(db)
}
