import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { rightsOf } from './member.ts'
import type { Permission } from './permissions.ts'

export interface Profile {
  id: string
  name: string
  locale: string | null
  timezone: string | null
}

/** Keeps what Slack says of a person; gives them no role. */
export async function rememberProfile(db: Db, profile: Profile, now: Temporal.Instant): Promise<void> {
  const { id, ...rest } = profile
  await db
    .insertInto('members')
    .values({ id, ...rest, seen_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...rest, seen_at: now }))
    .execute()
}

/**
 * Gives a role without an end, also where it was held with one; again changes nothing. `by` null: the program itself
 * (first admins, the sandbox's people).
 */
export async function grantRole(
  trx: Trx,
  grant: { member: string; role: string; merchant?: string; by: string | null; via: string },
  now: Temporal.Instant,
): Promise<void> {
  const { member, role, merchant, by, via } = grant
  await trx
    .insertInto('members')
    .values({ id: member, name: member, seen_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const granted = await trx
    .insertInto('member_roles')
    .values({ member_id: member, role, granted_at: now, granted_by: by, watched_from: now })
    .onConflict((conflict) =>
      conflict
        .columns(['member_id', 'role'])
        .doUpdateSet({ ends_at: null, granted_at: now, granted_by: by })
        .where('member_roles.ends_at', 'is not', null),
    )
    .returning('role')
    .executeTakeFirst()
  if (merchant) await trx.updateTable('members').set({ merchant_id: merchant }).where('id', '=', member).execute()
  if (granted)
    await audit(trx, { member: by, action: 'role.granted', subject: member, after: { role, merchant }, via }, now)
}

/** Grants that have not ended, swept or not. */
export const inForce = (now: Temporal.Instant) =>
  sql<boolean>`(member_roles.ends_at is null or member_roles.ends_at > ${now})`

/** Everyone who has a permission now, by id: whom a prompt mentions. */
export async function membersWho(
  db: Db,
  permission: Permission,
  now: Temporal.Instant,
): Promise<{ id: string; roles: string[] }[]> {
  const changes = await db.selectFrom('role_permissions').selectAll().execute()
  const rows = await db
    .selectFrom('members')
    .innerJoin('member_roles', 'member_roles.member_id', 'members.id')
    .where('members.deactivated_at', 'is', null)
    .where(inForce(now))
    .select(['members.id', 'member_roles.role'])
    .orderBy('members.id')
    .execute()
  const held = Map.groupBy(rows, (row) => row.id)
  return [...held]
    .map(([id, grants]) => ({ id, roles: grants.map((grant) => grant.role) }))
    .filter(({ roles }) => rightsOf(roles, changes).has(permission))
}

/** Where a merchant's people are told of something that one of them has to do; somewhere else where there are none. */
export async function addressesOf(
  db: Db,
  { merchant, permission, otherwise }: { merchant: string | null; permission: Permission; otherwise: string },
  now: Temporal.Instant,
): Promise<string[]> {
  const people = merchant === null ? [] : await merchantMembersWho(db, merchant, permission, now)
  return people.length > 0 ? people : [otherwise]
}

/** Those who stand for a merchant and have a permission now, by id. */
export async function merchantMembersWho(
  db: Db,
  merchant: string,
  permission: Permission,
  now: Temporal.Instant,
): Promise<string[]> {
  const own = await db.selectFrom('members').select('id').where('merchant_id', '=', merchant).execute()
  if (own.length === 0) return []
  const ids = new Set(own.map(({ id }) => id))
  return (await membersWho(db, permission, now)).map(({ id }) => id).filter((id) => ids.has(id))
}
