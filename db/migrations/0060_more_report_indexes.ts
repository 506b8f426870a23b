import { type Kysely, sql } from 'kysely'

/** What the reports of stock and merchants count by its own time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What was booked in a window, and since a moment: stock as it stood then is what it is now less these.
  await sql`create index stock_movements_by_time on stock_movements (at)`.execute(db)
  // Exceptions that were opened in a window.
  await sql`create index order_exceptions_by_time on order_exceptions (opened_at)`.execute(db)
}
