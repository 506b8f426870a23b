import { type Kysely, sql } from 'kysely'

/** What reports count by its own time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Refunds asked for, and decided, in a window.
  await sql`create index refunds_by_request on refunds (requested_at)`.execute(db)
  await sql`create index refunds_by_decision on refunds (decided_at) where decided_at is not null`.execute(db)
  // Declines of a window; a refund itself keeps no time of them.
  await sql`create index refund_declines_by_time on order_events (at) where kind = 'refund_failed'`.execute(db)
  // Goods that came back in a window.
  await sql`create index returns_by_inspection on returns (settled_at) where settled_at is not null`.execute(db)
}
