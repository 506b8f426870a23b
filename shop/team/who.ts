import type { Db } from '../../db/tables/index.ts'
import { type RightsChange, rightsOf, rightsOfRole } from '../access/member.ts'
import { membersWho } from '../access/members.ts'
import { type Permission, permissions, type Reach } from '../access/permissions.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { TeamCard } from './list.ts'
import { permissionNamed } from './permission-named.ts'
import { roleList } from './role-named.ts'

/** Someone who has a permission, how far it reaches for them, and the roles that they have it by. */
export interface Holder {
  readonly id: string
  readonly reach: Reach
  readonly by: readonly string[]
}

export interface WhoCan {
  readonly permission: Permission
  /** Roles that give it, held or not. */
  readonly roles: readonly string[]
  /** Every visitor has it, so naming people says nothing. */
  readonly everyone: boolean
  readonly holders: Page<Holder>
}

const by = (held: readonly string[], permission: Permission, changes: readonly RightsChange[]): string[] =>
  held.filter((role) => rightsOfRole(role, changes).has(permission))

/** Who has a permission now, in order of their ids. Refuses an unknown permission with the nearest. */
export async function whoCan(
  db: Db,
  written: string,
  request: PageRequest,
  now: Temporal.Instant,
): Promise<Result<WhoCan>> {
  const named = permissionNamed(written)
  if (!named.ok) return named
  const permission = named.value
  const [members, changes, all] = await Promise.all([
    membersWho(db, permission, now),
    db.selectFrom('role_permissions').selectAll().execute(),
    roleList(db),
  ])
  const everyone = rightsOfRole('visitor', changes).has(permission)
  const holders = await pageByPosition(request, async (limit, offset) =>
    members.slice(offset, offset + limit).map(({ id, roles }) => ({
      id,
      reach: rightsOf(roles, changes).get(permission) ?? 'own',
      by: by(roles, permission, changes),
    })),
  )
  return ok({ permission, roles: by(all, permission, changes), everyone, holders })
}

/** Whether one person may do one thing: how far it reaches, and by which of their roles; null: they may not. */
export interface Ability {
  readonly permission: Permission
  readonly reach: Reach | null
  readonly by: readonly string[]
  /** Roles that give it, held or not. */
  readonly grantedBy: readonly string[]
}

/** What a person can do now and by what; or whether they can do one thing. Refuses an unknown permission. */
export async function abilitiesOf(db: Db, card: TeamCard, written: string | null): Promise<Result<readonly Ability[]>> {
  const named = written === null ? ok(null) : permissionNamed(written)
  if (!named.ok) return named
  const [changes, all] = await Promise.all([db.selectFrom('role_permissions').selectAll().execute(), roleList(db)])
  const held = card.deactivated ? [] : ['visitor', ...card.roles.map(({ role }) => role)]
  const asked = named.value === null ? permissions.filter((permission) => card.rights.has(permission)) : [named.value]
  return ok(
    asked.map((permission) => ({
      permission,
      reach: card.rights.get(permission) ?? null,
      by: by(held, permission, changes),
      grantedBy: by(all, permission, changes),
    })),
  )
}
