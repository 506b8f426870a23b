import { type Kysely, sql } from 'kysely'

/** Rules that watch a figure, and the episodes in which one was beyond its bound. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A preset that somebody removed stays as a row, so that it is not shipped again.
  await sql`
    create table alert_rules (
      id bigint generated always as identity primary key, preset text unique, name text,
      figure text not null, merchant_id text, span text not null, bound jsonb not null, rearm_hours integer not null,
      channel text, owner text, created_at timestamptz not null,
      evaluated_at timestamptz, reading jsonb,
      snoozed_until timestamptz, muted_at timestamptz, muted_by text, removed_at timestamptz
    )`.execute(db)
  await sql`
    create table alert_episodes (
      id bigint generated always as identity primary key, rule_id bigint not null references alert_rules,
      rule jsonb not null, began_at timestamptz not null, reading jsonb not null,
      ended_at timestamptz, ending text check (ending in ('recovered', 'muted', 'changed', 'removed')), last_reading jsonb,
      check ((ended_at is null) = (ending is null))
    )`.execute(db)
  // At most one at a time, whoever looks.
  await sql`create unique index alert_episodes_open on alert_episodes (rule_id) where ended_at is null`.execute(db)
  // The latest of a rule, when it is looked at and in its history.
  await sql`create index alert_episodes_of_rule on alert_episodes (rule_id, began_at)`.execute(db)
}
