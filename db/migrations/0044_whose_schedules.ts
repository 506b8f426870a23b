import { type Kysely, sql } from 'kysely'

/** Whose people scheduled a report, and what each run of it is about. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscriptions add of_merchant text`.execute(db)
  await sql`
    update subscriptions set of_merchant = merchant_id from members
    where members.id = owner and merchant_id = filters ->> 'merchant'`.execute(db)
  // Of the runs that there are it follows from their schedules, as it did.
  await sql`alter table report_runs add from_date date, add to_date date`.execute(db)
  // Asked for every minute: what the queue gave up on.
  await sql`create index report_runs_claimed on report_runs (claimed_at) where state = 'claimed'`.execute(db)
}
