import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import type { Permission } from '../access/permissions.ts'
import { openSession } from '../access/session.ts'
import { type Refusal, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'

/** Who asks for a change of the team, how, and why. */
export interface Asked {
  member: Member
  via: string
  reason?: string | null
  /** Somebody else has agreed: it waits no more. */
  approved?: true
}

/**
 * Changes of the team queue up, so that each sees what the one before it left: two admins cannot remove each other, and
 * whoever lost the right while waiting is refused. Reading goes on meanwhile. `actor` is who asks, as they are then.
 */
export const changingTeam = <T>(
  db: Db,
  { member }: Asked,
  permission: Permission,
  now: Temporal.Instant,
  work: (trx: Trx, actor: Member) => Promise<Result<T>>,
): Promise<Result<T>> =>
  transact(db, async (trx) => {
    await sql`lock table member_roles in exclusive mode`.execute(trx)
    const { member: actor, deactivated } = await openSession(trx, member.id, null, now)
    const missing = deactivated ? refuse('access.deactivated') : denied(actor, permission)
    return missing ?? work(trx, actor)
  })

/**
 * The refusal where a member is the only one left who can mend the team: an active administrator without an end.
 * Null where another remains. The caller holds the lock of `changingTeam`.
 */
export async function lastAdmin(trx: Trx, person: { id: string; name: string }): Promise<Refusal | null> {
  const admins = await trx
    .selectFrom('member_roles')
    .innerJoin('members', 'members.id', 'member_roles.member_id')
    .where('role', '=', 'admin')
    .where('ends_at', 'is', null)
    .where('deactivated_at', 'is', null)
    .select('members.id')
    .limit(2)
    .execute()
  return admins.length === 1 && admins[0]?.id === person.id ? refuse('team.last_admin', { name: person.name }) : null
}
