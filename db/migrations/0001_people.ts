import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table members (
      id text primary key, name text not null, locale text, timezone text, merchant_id text,
      seen_at timestamptz not null, deactivated_at timestamptz
    )`.execute(db)
  await sql`
    create table member_roles (
      member_id text not null references members, role text not null,
      granted_at timestamptz not null, granted_by text,
      primary key (member_id, role)
    )`.execute(db)
  await sql`
    create table role_permissions (
      role text not null, permission text not null, granted boolean not null, primary key (role, permission)
    )`.execute(db)
  await sql`
    create table settings (
      key text primary key, value jsonb not null, updated_at timestamptz not null, updated_by text
    )`.execute(db)
  await sql`
    create table setting_changes (
      id bigint generated always as identity primary key, key text not null, before jsonb, after jsonb,
      reason text, member_id text, undoes bigint references setting_changes, at timestamptz not null
    )`.execute(db)
  // History of one setting, newest first.
  await sql`create index setting_changes_by_key on setting_changes (key, id desc)`.execute(db)
  await sql`
    create table audit_log (
      id bigint generated always as identity primary key, at timestamptz not null, member_id text,
      action text not null, subject text not null, before jsonb, after jsonb, reason text, via text not null
    )`.execute(db)
  // "Who touched this?"
  await sql`create index audit_log_by_subject on audit_log (subject, id desc)`.execute(db)
  // Unlogged: a claim costs no disk flush. A crash forgets it, and then the state checks of each operation still hold.
  await sql`create unlogged table deliveries (id text primary key, at timestamptz not null)`.execute(db)
  // The daily purge.
  await sql`create index deliveries_by_age on deliveries (at)`.execute(db)
  await sql`
    create table messages (
      key text primary key, kind text not null, subject text not null, channel text not null,
      ts text, workspace text, file_id text, attempted_at timestamptz, posted_at timestamptz
    )`.execute(db)
  // Redraw everything about one thing.
  await sql`create index messages_by_subject on messages (kind, subject)`.execute(db)
}
