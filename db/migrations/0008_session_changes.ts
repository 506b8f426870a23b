import { type Kysely, sql } from 'kysely'

/**
 * Tells every process, once a transaction, that what sessions are made of has changed. These tables are written seldom:
 * a commit that notifies waits for the one before it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function notify_session() returns trigger language plpgsql as $$
    begin
      perform pg_notify('session', '');
      return null;
    end $$`.execute(db)
  for (const table of ['members', 'member_roles', 'role_permissions', 'settings'])
    await sql`
      create trigger notify_session after insert or update or delete or truncate on ${sql.table(table)}
      for each statement execute function notify_session()`.execute(db)
}
