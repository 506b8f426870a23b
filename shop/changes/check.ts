import type { Db } from '../../db/tables/index.ts'
import { membersWho } from '../access/members.ts'
import type { Contradiction } from '../settings/check.ts'
import type { Settings } from '../settings/registry.ts'
import { type ChangeKind, changeApprovals, waitsForApproval } from './policy.ts'

/** Approvals that too few can decide on, as `/settings check` lists it: what those ask for is made unchecked. */
export async function approvalTroubles(db: Db, settings: Settings, now: Temporal.Instant): Promise<Contradiction[]> {
  const kinds = (Object.keys(changeApprovals) as ChangeKind[]).filter((kind) => waitsForApproval(kind, settings))
  const deciders = await Promise.all(kinds.map((kind) => membersWho(db, changeApprovals[kind].permission, now)))
  return kinds
    .filter((_, at) => (deciders[at]?.length ?? 0) < 2)
    .map((kind) => ({ code: `${kind}_nobody_approves` as const, keys: [`${kind}.approval` as const] }))
}
