import type { Db } from '../../db/tables/index.ts'
import { rightsOfRole } from '../access/member.ts'
import { inForce } from '../access/members.ts'
import type { Permission } from '../access/permissions.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'

export const UNUSED_DAYS = 90

/** A role of someone with what of it they have not used for 90 days. */
export interface UnusedRole {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly unused: readonly { readonly permission: Permission; readonly usedAt: Temporal.Instant | null }[]
  /** Nothing of the role was used: it can be taken without a loss. */
  readonly whole: boolean
}

/**
 * Rights that members hold and have not used for 90 days, roles of which nothing was used first. A right counts once it
 * has been held, and watched, that long. Left out are rights of every visitor, and those that no operation asks for
 * (`asked`: those that one does), since nothing could record their use.
 */
export async function unusedRights(
  db: Db,
  asked: ReadonlySet<string>,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Page<UnusedRole>> {
  const since = now.subtract({ hours: 24 * UNUSED_DAYS })
  const before = (instant: Temporal.Instant) => Temporal.Instant.compare(instant, since) < 0
  const [grants, changes, uses] = await Promise.all([
    db
      .selectFrom('member_roles')
      .innerJoin('members', 'members.id', 'member_roles.member_id')
      .where('deactivated_at', 'is', null)
      .where(inForce(now))
      .where('watched_from', '<', since)
      .select(['members.id', 'members.name', 'role'])
      .orderBy('members.name')
      .orderBy('members.id')
      .orderBy('role')
      .execute(),
    db.selectFrom('role_permissions').selectAll().execute(),
    db.selectFrom('permission_uses').selectAll().execute(),
  ])
  const lastUse = new Map(uses.map((use) => [`${use.member_id} ${use.permission}`, use.used_at]))
  const visitors = rightsOfRole('visitor', changes)
  const fresh = new Set(changes.filter((one) => !before(one.changed_at)).map((one) => `${one.role} ${one.permission}`))
  const found = grants.flatMap(({ id, name, role }): UnusedRole[] => {
    const watched = [...rightsOfRole(role, changes).keys()].filter(
      (permission) => asked.has(permission) && !visitors.has(permission) && !fresh.has(`${role} ${permission}`),
    )
    const unused = watched
      .map((permission) => ({ permission, usedAt: lastUse.get(`${id} ${permission}`) ?? null }))
      .filter(({ usedAt }) => usedAt === null || before(usedAt))
    return unused.length > 0 ? [{ id, name, role, unused, whole: unused.length === watched.length }] : []
  })
  const ordered = [...found.filter(({ whole }) => whole), ...found.filter(({ whole }) => !whole)]
  return pageByPosition(request, async (limit, offset) => ordered.slice(offset, offset + limit))
}
