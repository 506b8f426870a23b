import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table subscriptions add period text, add skip_empty boolean not null default false, add told_at timestamptz`.execute(
    db,
  )
  await sql`
    alter table report_runs add asked boolean not null default false, add attempts integer not null default 0,
      add retry_at timestamptz, add trouble jsonb, drop constraint report_runs_state_check,
      add constraint report_runs_state_check check (state in ('claimed', 'retrying', 'posted', 'skipped', 'failed'))`.execute(
    db,
  )
  // Until now a run failed only where its subscription was removed meanwhile.
  await sql`
    update report_runs set trouble = '{"code": "run.removed", "values": {}}' where error is not null`.execute(db)
  await sql`alter table report_runs drop column error`.execute(db)
  // Asked for every minute: what is to be tried again.
  await sql`create index report_runs_retrying on report_runs (retry_at) where state = 'retrying'`.execute(db)
}
