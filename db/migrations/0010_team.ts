import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Grants that end by themselves; `watched_from`: since when its use is recorded, which begins with this migration.
  await sql`
    alter table member_roles add column ends_at timestamptz, add column watched_from timestamptz not null default now()`.execute(
    db,
  )
  // The planner's look for grants that have ended; those without an end stay out of it.
  await sql`create index member_roles_ending on member_roles (ends_at) where ends_at is not null`.execute(db)
  // Who holds a role.
  await sql`create index member_roles_by_role on member_roles (role)`.execute(db)

  // How far a right of a role reaches takes the place of whether there is one.
  await sql`
    alter table role_permissions add column reach text check (reach in ('none', 'own', 'all')),
      add column changed_at timestamptz not null default now()`.execute(db)
  await sql`
    update role_permissions set reach =
      case when not granted then 'none' when role = 'merchant' then 'own' else 'all' end`.execute(db)
  await sql`alter table role_permissions alter column reach set not null, drop column granted`.execute(db)

  await sql`
    create table own_roles (
      name text primary key, about text, created_at timestamptz not null, created_by text
    )`.execute(db)
  await sql`
    create table permission_uses (
      member_id text not null references members, permission text not null, used_at timestamptz not null,
      primary key (member_id, permission)
    )`.execute(db)
  // The history of the team as a whole, newest first, among everything else that people did.
  await sql`
    create index audit_log_of_team on audit_log (id desc)
    where action like 'role.%' or action like 'member.%'`.execute(db)
}
