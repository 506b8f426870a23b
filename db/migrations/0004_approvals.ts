import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table approvals (
      id bigint generated always as identity primary key, kind text not null, subject text not null,
      state text not null check (state in ('pending', 'info_asked', 'approved', 'rejected', 'expired', 'withdrawn')),
      required integer not null check (required >= 0), amount bigint not null,
      requested_by text, requested_at timestamptz not null,
      remind_at timestamptz, expire_at timestamptz, decided_at timestamptz,
      unique (kind, subject)
    )`.execute(db)
  // The planner's look for what is due; decided ones drop out.
  await sql`
    create index approvals_due on approvals (least(remind_at, expire_at)) where state in ('pending', 'info_asked')`.execute(
    db,
  )
  await sql`
    create table approval_decisions (
      approval_id bigint not null references approvals, member_id text not null, role text not null,
      decision text not null check (decision in ('approved', 'rejected')), reason text, at timestamptz not null,
      primary key (approval_id, member_id)
    )`.execute(db)
}
