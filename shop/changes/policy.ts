import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import type { ApprovalKind } from '../approvals/kind.ts'
import type { Settings } from '../settings/registry.ts'

export type ChangeKind = 'team' | 'payment' | 'settings'

const one = (name: string, permission: ApprovalKind['permission']): ApprovalKind => ({
  name,
  permission,
  required: () => 1,
  limit: () => null,
})

/** Whoever may decide on changes of a kind decides on any of them; one has to agree. */
export const changeApprovals: Record<ChangeKind, ApprovalKind> = {
  team: one('team', 'team.approve'),
  payment: one('payment', 'payment.approve'),
  settings: one('settings', 'settings.approve'),
}

/** Whether anybody but a member may decide on changes of a kind now: without, those of that member would wait for nobody. */
export async function othersDecide(db: Db, kind: ChangeKind, member: string, now: Temporal.Instant): Promise<boolean> {
  const deciders = await membersWho(db, changeApprovals[kind].permission, now)
  return deciders.some(({ id }) => id !== member)
}

/** Whether changes of a kind wait for approval; of settings, whether some do. */
export const waitsForApproval = (kind: ChangeKind, settings: Settings): boolean =>
  kind === 'settings' ? settings['settings.approval'] !== 'off' : settings[`${kind}.approval`]
