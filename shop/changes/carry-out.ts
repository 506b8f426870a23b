import type { Trx } from '../../db/tables/index.ts'
import { openSession } from '../access/session.ts'
import type { RefusalCode } from '../i18n/refusals.ts'
import type { Jobs } from '../jobs.ts'
import { changeRules, turnMethod } from '../payments/change.ts'
import { type Result, refuse } from '../result.ts'
import { carryOutSetting } from '../settings/ask.ts'
import { carryOutImport } from '../settings/import.ts'
import { carryOutSchedule } from '../settings/schedule.ts'
import { giveRole } from '../team/grant.ts'
import { saveRole } from '../team/save-role.ts'
import type { ChangeAsked } from './ask.ts'

/**
 * Makes a change that has been approved, in the name of whoever asked for it: with the rights that they have now. Refuses
 * what would be refused if they asked now, and what would undo a change made meanwhile.
 */
export async function carryOut(
  trx: Trx,
  jobs: Jobs,
  change: ChangeAsked,
  via: string,
  now: Temporal.Instant,
): Promise<Result<unknown>> {
  const done = await make(trx, jobs, change, via, now)
  return !done.ok && lacksRights.has(done.code)
    ? refuse('change.requester_may_not', { member: change.requested_by })
    : done
}

/** Said to who asks for something themselves; here they are another one than who reads it. */
const lacksRights = new Set<RefusalCode>(['access.denied', 'team.grant_exceeds', 'payment.role_may_not_configure'])

async function make(
  trx: Trx,
  jobs: Jobs,
  { what, asked, before, requested_by, reason }: ChangeAsked,
  via: string,
  now: Temporal.Instant,
): Promise<Result<unknown>> {
  const { member, deactivated } = await openSession(trx, requested_by, null, now)
  if (deactivated) return refuse('change.requester_gone', { member: requested_by })
  const acting = { member, reason, via, approved: true as const }
  switch (what) {
    case 'grant': {
      const { person, role, until } = asked as { person: string; role: string; until: string | null }
      const end = until && Temporal.Instant.from(until)
      return giveRole(trx, jobs, { person, role, until: end, ...acting }, now)
    }
    case 'role':
      return saveRole(
        trx,
        jobs,
        { ...(asked as unknown as Parameters<typeof saveRole>[2]), from: before, ...acting },
        now,
      )
    case 'setting':
      return carryOutSetting(trx, asked, acting, now)
    case 'schedule':
      return carryOutSchedule(trx, asked, acting, now)
    case 'import':
      return carryOutImport(trx, asked, acting, now)
    case 'turn_on':
      return turnMethod(trx, jobs, { method: String(asked.method), on: true, ...acting }, now)
    case 'rules': {
      const rules = asked as unknown as Parameters<typeof changeRules>[2]
      const done = await changeRules(trx, jobs, { ...rules, ...acting }, now)
      const stale = 'code' in done ? done.code === 'payment.changed_meanwhile' : !done.ok
      return stale ? refuse('change.method_changed', { code: rules.method }) : (done as Result<unknown>)
    }
  }
}
