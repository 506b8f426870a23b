import type { Db } from '../../db/tables/index.ts'
import { rightsOfRole } from '../access/member.ts'
import { inForce } from '../access/members.ts'
import type { Permission, Reach } from '../access/permissions.ts'
import { isRole } from '../access/roles.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { roleList, roleNamed } from './role-named.ts'

/** A role, what it may do, and how many hold it now. */
export interface RoleCard {
  readonly name: string
  readonly about: string | null
  /** Made here, so it can be removed. */
  readonly own: boolean
  readonly rights: ReadonlyMap<Permission, Reach>
  readonly holders: number
}

/** Every role, the shipped ones first. */
async function roleCards(db: Db, now: Temporal.Instant): Promise<RoleCard[]> {
  const [names, changes, own, held] = await Promise.all([
    roleList(db),
    db.selectFrom('role_permissions').selectAll().execute(),
    db.selectFrom('own_roles').select(['name', 'about']).execute(),
    db
      .selectFrom('member_roles')
      .innerJoin('members', 'members.id', 'member_roles.member_id')
      .where('deactivated_at', 'is', null)
      .where(inForce(now))
      .select(({ fn }) => ['role', fn.countAll<bigint>().as('holders')])
      .groupBy('role')
      .execute(),
  ])
  return names.map((name) => ({
    name,
    about: own.find((role) => role.name === name)?.about ?? null,
    own: !isRole(name),
    rights: rightsOfRole(name, changes),
    holders: Number(held.find(({ role }) => role === name)?.holders ?? 0),
  }))
}

/** A page of the roles, the shipped ones first. There are few, so all are read. */
export async function rolePage(db: Db, request: PageRequest, now: Temporal.Instant): Promise<Page<RoleCard>> {
  const cards = await roleCards(db, now)
  return pageByPosition(request, async (limit, offset) => cards.slice(offset, offset + limit))
}

/** One role by its name or word. Refuses an unknown one with the nearest. */
export async function roleCard(db: Db, written: string, now: Temporal.Instant): Promise<Result<RoleCard>> {
  const name = await roleNamed(db, written)
  if (!name.ok) return name
  const card = (await roleCards(db, now)).find((role) => role.name === name.value)
  if (!card) throw new Error(`the role ${name.value} went away`)
  return ok(card)
}
