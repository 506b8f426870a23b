import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { recordRole } from './notice.ts'

/**
 * Takes back the roles whose time is over; gives how many. Each is taken, recorded and told in one transaction, once:
 * whoever deletes the row tells of it. Those that fail keep nobody else waiting, and are thrown at the end.
 */
export async function endGrants(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const due = await db
    .selectFrom('member_roles')
    .select(['member_id', 'role'])
    .where('ends_at', '<=', now)
    .orderBy('ends_at')
    .limit(500)
    .execute()
  let ended = 0
  const failures: unknown[] = []
  for (const grant of due)
    try {
      if (await endGrant(db, jobs, grant, now)) ended++
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} roles could not be taken back`)
  return ended
}

const endGrant = (
  db: Db,
  jobs: Jobs,
  { member_id: person, role }: { member_id: string; role: string },
  now: Temporal.Instant,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('member_roles')
      .where('member_id', '=', person)
      .where('role', '=', role)
      .where('ends_at', '<=', now)
      .returning('ends_at')
      .executeTakeFirst()
    if (!gone) return false
    const before = { role, until: gone.ends_at }
    await recordRole(trx, jobs, { action: 'role.ended', person, before, by: null, via: 'planner' }, now)
    return true
  })
