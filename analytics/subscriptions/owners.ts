import type { Db } from '../../db/tables/index.ts'
import { reachOf } from '../../shop/access/member.ts'
import { membersWho } from '../../shop/access/members.ts'
import { openSession } from '../../shop/access/session.ts'
import { audit } from '../../shop/audit.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { drawMessage } from '../../shop/messages.ts'

/**
 * Passes the subscriptions of who has left, or may schedule such reports no more, to the administrator who has been one for
 * longest, and tells them. Gives how many; where there is no administrator they wait for one.
 */
export async function passOn(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const owned = await db
    .selectFrom('subscriptions')
    .select(['id', 'owner', 'of_merchant'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  if (owned.length === 0) return 0
  const reach = await reachOfEach(db, new Set(owned.map(({ owner }) => owner)), now)
  const left = owned.filter(({ owner, of_merchant: merchant }) => {
    const scope = reach.get(owner)
    return scope !== null && (scope === '' || scope !== merchant)
  })
  const heir = left.length > 0 ? await firstAdmin(db, now) : null
  if (!heir) return 0
  for (const { id, owner } of left)
    await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('subscriptions')
        .set({ owner: heir })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return
      const [before, after] = [{ owner }, { owner: heir }]
      const entry = { member: null, action: 'report.passed', subject: String(id), before, after, via: 'planner' }
      const passed = await audit(trx, entry, now)
      await drawMessage(trx, jobs, { kind: 'report.passed', subject: `${id}@${passed}`, channel: heir })
    })
  return left.length
}

/** Whose reports each of some people may schedule: null for the whole shop's, a merchant, or '' for nobody's. */
async function reachOfEach(
  db: Db,
  people: ReadonlySet<string>,
  now: Temporal.Instant,
): Promise<Map<string, string | null>> {
  const reach = new Map<string, string | null>()
  for (const person of people) {
    const { member, deactivated } = await openSession(db, person, null, now)
    reach.set(person, deactivated ? '' : reachOf(member, 'report.schedule'))
  }
  return reach
}

/** The administrator of longest standing who may schedule reports. */
async function firstAdmin(db: Db, now: Temporal.Instant): Promise<string | null> {
  const among = new Set((await membersWho(db, 'report.schedule', now)).map(({ id }) => id))
  const rows = await db
    .selectFrom('member_roles')
    .select('member_id')
    .where('role', '=', 'admin')
    .orderBy('granted_at')
    .orderBy('member_id')
    .execute()
  return rows.find(({ member_id }) => among.has(member_id))?.member_id ?? null
}
