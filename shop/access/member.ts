import type { Locale } from '../i18n/index.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Permission, Reach } from './permissions.ts'
import { isRole, roles, shippedRights } from './roles.ts'

/** Where an admin departed from the shipped rights of a role. */
export interface RightsChange {
  role: string
  permission: string
  /** A `Reach`, or `none`. */
  reach: string
}

/** Someone who acts, with what they may do right now. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly locale: Locale
  readonly timezone: string
  /** Names of shipped and own roles. */
  readonly roles: readonly string[]
  /** Set for a merchant: what `own` reaches. */
  readonly merchant: string | null
  readonly rights: ReadonlyMap<Permission, Reach>
}

/** What a role may do, shipped rights and departures together; of an own role those are all it has. */
export function rightsOfRole(role: string, changes: readonly RightsChange[]): Map<Permission, Reach> {
  const shipped = isRole(role) ? shippedRights[role] : {}
  const rights = new Map(Object.entries(shipped) as [Permission, Reach][])
  for (const change of changes) {
    if (change.role !== role) continue
    const permission = change.permission as Permission
    if (change.reach === 'none') rights.delete(permission)
    else rights.set(permission, change.reach as Reach)
  }
  return rights
}

/** The rights of several roles together; `all` outweighs `own`. Nobody's rights are less than a visitor's. */
export function rightsOf(held: readonly string[], changes: readonly RightsChange[]): Map<Permission, Reach> {
  const rights = new Map<Permission, Reach>()
  for (const role of ['visitor', ...held])
    for (const [permission, reach] of rightsOfRole(role, changes))
      if (reach === 'all' || !rights.has(permission)) rights.set(permission, reach)
  return rights
}

export const may = (member: Member, permission: Permission): boolean => member.rights.has(permission)

/** Whether a permission reaches anything: someone limited to their own may have nothing of their own. */
export const reaches = (member: Member, permission: Permission): boolean => reachOf(member, permission) !== ''

/** Whose things a member may reach by a permission: null for everybody's, a merchant, or '' for nobody's. */
export const reachOf = (member: Member, permission: Permission): string | null =>
  may(member, permission) ? scopeOf(member, permission) : ''

/** The refusal for a missing permission, naming it and the roles that can grant it; null where the member has it. */
export function denied(member: Member, permission: Permission): Refusal | null {
  return may(member, permission) ? null : refuse('access.denied', { permission, grantors: granting })
}

/** Roles that can give a permission to others. */
const granting = roles.filter((role) => shippedRights[role]['team.manage'])

/** The merchant whose things alone the member may reach by this permission, or null for everybody's. */
export function scopeOf(member: Member, permission: Permission): string | null {
  return member.rights.get(permission) === 'own' ? (member.merchant ?? '') : null
}
