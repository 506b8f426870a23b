import type { Trx } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { personById } from './person.ts'

/** One change of what a person holds, as the audit keeps it. */
export interface RoleEntry {
  action: 'role.granted' | 'role.taken' | 'role.ended'
  /** Who it happened to. */
  person: string
  before?: RoleHeld
  after?: RoleHeld
  /** Null: the program itself. */
  by: string | null
  reason?: string | null
  via: string
}

export interface RoleHeld {
  role: string
  until: Temporal.Instant | null
}

/**
 * Records a change of what a person holds and tells them in their direct messages, unless it was their own doing or they
 * are deactivated: whoever has left cannot be written to.
 */
export async function recordRole(trx: Trx, jobs: Jobs, entry: RoleEntry, now: Temporal.Instant): Promise<void> {
  const { action, person, before, after, by, reason, via } = entry
  const id = await audit(trx, { member: by, action, subject: person, before, after, reason, via }, now)
  if (by === person || (await personById(trx, person))?.deactivated) return
  await drawMessage(trx, jobs, { kind: 'team.notice', subject: String(id), channel: person })
}
