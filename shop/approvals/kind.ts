import { type RightsChange, rightsOfRole } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import type { Settings } from '../settings/registry.ts'

/** A kind of thing that needs a second pair of eyes. */
export interface ApprovalKind {
  readonly name: string
  /** What a member needs to decide one. */
  readonly permission: Permission
  /** How many have to agree to an amount (of the shop's currency): 0 is automatic; two need different roles. */
  required(amount: bigint, settings: Settings): 0 | 1 | 2
  /** Most that a role may decide on; null: no limit. */
  limit(role: string, settings: Settings): bigint | null
}

/** The roles among those held by which an amount may be decided on. */
export function decidingRoles(
  kind: ApprovalKind,
  held: readonly string[],
  amount: bigint,
  rights: readonly RightsChange[],
  settings: Settings,
): string[] {
  return held.filter((role) => {
    const limit = kind.limit(role, settings)
    return rightsOfRole(role, rights).has(kind.permission) && (limit === null || amount <= limit)
  })
}
