import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import type { Settings } from '../settings/registry.ts'
import { type Approval, isOpen } from './approval.ts'
import { type ApprovalKind, decidingRoles } from './kind.ts'
import { distinctRoles } from './pairing.ts'

/** What of an approval says who can decide it: also of one that is not requested yet. */
export type Deciding = Pick<Approval, 'state' | 'amount' | 'requested_by' | 'decisions'>

/**
 * For each approval the ids of the members whose agreement would count now: whom a prompt mentions. Not the requester,
 * not who has agreed already, nobody by a role that has been used up. Empty where it is decided.
 */
export async function decidersOf(
  db: Db,
  kind: ApprovalKind,
  approvals: readonly Deciding[],
  settings: Settings,
  now: Temporal.Instant,
): Promise<string[][]> {
  const open = approvals.filter(isOpen)
  if (open.length === 0) return approvals.map(() => [])
  const [members, rights] = await Promise.all([
    membersWho(db, kind.permission, now),
    db.selectFrom('role_permissions').selectAll().execute(),
  ])
  return approvals.map((approval) => {
    if (!isOpen(approval)) return []
    const rolesOf = (held: readonly string[]) => decidingRoles(kind, held, approval.amount, rights, settings)
    const earlier = approval.decisions.map(({ member_id, role }) => [
      ...new Set([role, ...rolesOf(members.find(({ id }) => id === member_id)?.roles ?? [])]),
    ])
    return members
      .filter(({ id, roles }) => {
        const agreed = approval.decisions.some(({ member_id }) => member_id === id)
        const own = rolesOf(roles)
        return id !== approval.requested_by && !agreed && own.length > 0 && distinctRoles([...earlier, own]) !== null
      })
      .map(({ id }) => id)
  })
}
