import { type Kysely, sql } from 'kysely'

/** Settings that are imported, scheduled, remarked on and checked every night. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table changes_asked
      drop constraint changes_asked_kind_check,
      add constraint changes_asked_kind_check check (kind in ('team', 'payment', 'settings'))`.execute(db)
  // What an import would change, as it was shown: only that is applied.
  await sql`
    create table setting_imports (
      id bigint generated always as identity primary key,
      changes jsonb not null, reason text,
      state text not null check (state in ('shown', 'waiting', 'applied', 'undone')),
      member_id text not null, shown_at timestamptz not null
    )`.execute(db)
  await sql`alter table setting_changes add column import_id bigint references setting_imports`.execute(db)
  await sql`
    create table scheduled_settings (
      id bigint generated always as identity primary key,
      key text not null, value jsonb not null,
      at timestamptz not null, until timestamptz check (until > at),
      reason text, member_id text not null, approved boolean not null, scheduled_at timestamptz not null,
      state text not null check (state in ('waiting', 'in_force', 'done', 'refused', 'cancelled')),
      change_id bigint references setting_changes, refusal jsonb, settled_at timestamptz
    )`.execute(db)
  // Read every minute; what is settled stays out of it.
  await sql`
    create index scheduled_settings_open on scheduled_settings (at) where state in ('waiting', 'in_force')`.execute(db)
  await sql`
    create table setting_feedback (
      id bigint generated always as identity primary key,
      key text not null, member_id text not null, at timestamptz not null,
      rating int check (rating between 1 and 5), remark text,
      digest timestamptz, settled_at timestamptz, settled_by text, answer text,
      check (rating is not null or remark is not null)
    )`.execute(db)
  await sql`create index setting_feedback_key on setting_feedback (key, id)`.execute(db)
  // What the next digest tells.
  await sql`create index setting_feedback_new on setting_feedback (id) where digest is null`.execute(db)
  await sql`
    create table self_checks (
      at timestamptz primary key, slot timestamptz unique, episode timestamptz, wrong jsonb not null
    )`.execute(db)
  // Whose hours the rollups are in.
  await sql`create table rollup_zone (zone text primary key)`.execute(db)
}
