import { type Kysely, sql } from 'kysely'

/** Changes that could not be made any more when somebody agreed to them, and why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table approvals
      drop constraint approvals_state_check,
      add constraint approvals_state_check check (
        state in ('pending', 'info_asked', 'approved', 'rejected', 'expired', 'withdrawn', 'outdated'))`.execute(db)
  await sql`
    alter table changes_asked
      add column refusal jsonb,
      drop constraint changes_asked_state_check,
      add constraint changes_asked_state_check check (
        state in ('waiting', 'applied', 'rejected', 'expired', 'withdrawn', 'outdated', 'alone'))`.execute(db)
}
