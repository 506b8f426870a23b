import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { rightsOf } from '../access/member.ts'
import { inForce } from '../access/members.ts'
import type { Permission, Reach } from '../access/permissions.ts'
import { ownOfMerchant } from '../access/roles.ts'
import { containing } from '../containing.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { roleCalled, roleList } from './role-named.ts'

/** A role that someone holds now; `until` null: without an end. */
export interface HeldRole {
  readonly role: string
  readonly until: Temporal.Instant | null
}

/** One of the team, as a list shows them. */
export interface TeamMember {
  readonly id: string
  readonly name: string
  readonly deactivated: boolean
  /** The merchant they stand for. */
  readonly merchant: { readonly id: string; readonly name: string } | null
  readonly roles: readonly HeldRole[]
}

/** One of the team with what they can do; a deactivated one can do nothing. */
export interface TeamCard extends TeamMember {
  readonly timezone: string | null
  readonly rights: ReadonlyMap<Permission, Reach>
}

/** Whether `own` of a permission reaches nothing for someone, since they stand for no merchant. */
export const reachesNothing = ({ rights, merchant }: TeamCard, permission: Permission): boolean =>
  merchant === null && rights.get(permission) === 'own' && ownOfMerchant(permission)

const memberRows = (db: Db, now: Temporal.Instant) =>
  db
    .selectFrom('members')
    .leftJoin('merchants', 'merchants.id', 'members.merchant_id')
    .select([
      'members.id',
      'members.name',
      'members.timezone',
      'members.deactivated_at',
      'members.merchant_id',
      'merchants.name as merchant_name',
      sql<{ role: string; until: string | null }[] | null>`(
        select jsonb_agg(jsonb_build_object('role', role, 'until', ends_at) order by role) from member_roles
        where member_id = members.id and ${inForce(now)})`.as('roles'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof memberRows>['executeTakeFirstOrThrow']>>

const toMember = (row: Row): TeamMember => ({
  id: row.id,
  name: row.name,
  deactivated: row.deactivated_at !== null,
  merchant: row.merchant_id === null ? null : { id: row.merchant_id, name: row.merchant_name ?? row.merchant_id },
  roles: (row.roles ?? []).map(({ role, until }) => ({ role, until: until ? Temporal.Instant.from(until) : null })),
})

/**
 * The team: without words everyone who holds a role; with what a role is called, in any language, its holders; else
 * everyone known whose name, role or merchant fits each word. Those who are deactivated come last.
 */
export async function listTeam(
  db: Db,
  text: string,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Page<TeamMember>> {
  const called = roleCalled(text, await roleList(db))
  const words = called ? [] : text.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, 8)
  const page = await pageByPosition(request, (limit, offset) => {
    let query = memberRows(db, now)
    if (words.length === 0)
      query = query.where(
        sql<boolean>`exists (select from member_roles where member_id = members.id and ${inForce(now)}
          and role = coalesce(${called}::text, role))`,
      )
    for (const word of words) {
      const pattern = containing(word)
      query = query.where(
        sql<boolean>`(members.name ilike ${pattern} or merchants.name ilike ${pattern} or exists (
          select from member_roles where member_id = members.id and role ilike ${pattern} and ${inForce(now)}))`,
      )
    }
    return query
      .orderBy(sql`members.deactivated_at is not null`)
      .orderBy(sql`lower(members.name)`)
      .orderBy('members.id')
      .limit(limit)
      .offset(offset)
      .execute()
  })
  return { ...page, rows: page.rows.map(toMember) }
}

/** One person with their roles and rights now; null where nobody has this id. */
export async function teamCard(db: Db, id: string, now: Temporal.Instant): Promise<TeamCard | null> {
  const [row, changes] = await Promise.all([
    memberRows(db, now).where('members.id', '=', id).executeTakeFirst(),
    db.selectFrom('role_permissions').selectAll().execute(),
  ])
  if (!row) return null
  const member = toMember(row)
  const held = member.roles.map(({ role }) => role)
  const rights = member.deactivated ? new Map() : rightsOf(held, changes)
  return { ...member, timezone: row.timezone, rights }
}
