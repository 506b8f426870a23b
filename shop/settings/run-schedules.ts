import type { Db, Trx } from '../../db/tables/index.ts'
import { may } from '../access/member.ts'
import { openSession } from '../access/session.ts'
import { audit } from '../audit.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { applySetting, lockSettings } from './apply.ts'
import { loosens, needsApproval } from './approval.ts'
import { changeToUndo } from './change.ts'
import { parseSetting, settingOf } from './parse.ts'
import { readSettings } from './read.ts'
import { type Scheduled, scheduledOf, tellScheduler } from './schedule.ts'

const MOST_A_SWEEP = 200

/** Reached, or passed: what is to come, and what is to go again. */
const due = (db: Db, now: Temporal.Instant) =>
  db
    .selectFrom('scheduled_settings')
    .selectAll()
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'waiting'), is('at', '<=', now)]),
        is.and([is('state', '=', 'in_force'), is('until', '<=', now)]),
      ]),
    )

/**
 * Makes the changes whose time has come and takes back those whose time is over; gives how many it dealt with. Each once,
 * in a transaction of its own, whoever looks; what does not fit any more is refused. Who scheduled it is told.
 */
export async function runSchedules(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const rows = await due(db, now).orderBy('at').orderBy('id').limit(MOST_A_SWEEP).execute()
  await eachAlone(rows, 'scheduled changes of settings', ({ id }) =>
    db.transaction().execute(async (trx) => {
      const row = await due(trx, now).where('id', '=', id).forUpdate().skipLocked().executeTakeFirst()
      const one = row && scheduledOf(row)
      if (!one) return
      await lockSettings(trx)
      await settle(trx, jobs, one, one.state === 'waiting' ? await begin(trx, one, now) : await end(trx, one, now), now)
    }),
  )
  return rows.length
}

/** What became of one: its change where it made one. */
type Became = Result<{ state: 'in_force' | 'done'; change: bigint | null }>

/** Puts it in force, with the rights that who scheduled it has now. */
async function begin(
  trx: Trx,
  { key, value, until, approved, ...one }: Scheduled,
  now: Temporal.Instant,
): Promise<Became> {
  if (until && Temporal.Instant.compare(until, now) <= 0)
    return refuse('setting.schedule_missed', { key, at: String(until) })
  const { member, deactivated } = await openSession(trx, one.member_id, null, now)
  if (deactivated || !may(member, 'settings.change')) return refuse('setting.scheduler_gone', { member: one.member_id })
  const settings = await readSettings(trx)
  const read = parseSetting(key, String(value), settings)
  if (!read.ok) return read
  if (!approved && needsApproval(key, read.value, settings)) return refuse('setting.approval_needed', { key })
  const by = { member: one.member_id, reason: one.reason }
  const done = await applySetting(trx, { key, after: read.value }, by, now)
  if (!done.ok) return done
  const { before, after, changed, id } = done.value
  if (changed)
    await audit(
      trx,
      {
        member: one.member_id,
        action: 'setting.changed',
        subject: key,
        before,
        after,
        reason: one.reason,
        via: 'schedule',
      },
      now,
    )
  return ok({ state: changed && until ? 'in_force' : 'done', change: id })
}

/** Sets it back to what was in force before it, unless somebody has changed it since. */
async function end(
  trx: Trx,
  { key, change_id, approved, reason, member_id }: Scheduled,
  now: Temporal.Instant,
): Promise<Became> {
  const latest = await changeToUndo(trx, key)
  if (!latest || latest.id !== change_id) return refuse('setting.changed_meanwhile', { key })
  const value = latest.before ?? settingOf(key).initial
  if (!approved && loosens(key, (await readSettings(trx))[key], value))
    return refuse('setting.approval_needed', { key })
  const by = { member: member_id, reason, undoes: latest.id }
  const done = await applySetting(trx, { key, after: latest.before }, by, now)
  if (!done.ok) return done
  const { before, after } = done.value
  await audit(
    trx,
    { member: member_id, action: 'setting.undone', subject: key, before, after, reason, via: 'schedule' },
    now,
  )
  return ok({ state: 'done', change: change_id })
}

async function settle(trx: Trx, jobs: Jobs, { id, key, member_id }: Scheduled, became: Became, now: Temporal.Instant) {
  const { state, change } = became.ok ? became.value : { state: 'refused', change: undefined }
  const refusal = became.ok ? null : JSON.stringify({ code: became.code, values: became.values })
  await trx
    .updateTable('scheduled_settings')
    .set({ state, refusal, settled_at: now, ...(change !== undefined && { change_id: change }) })
    .where('id', '=', id)
    .execute()
  if (!became.ok) await auditRefusal(trx, key, member_id, became, now)
  await tellScheduler(trx, jobs, { id, member_id })
}

const auditRefusal = (trx: Trx, key: string, member: string, { code }: Refusal, now: Temporal.Instant) =>
  audit(trx, { member, action: 'setting.schedule_refused', subject: key, after: { why: code }, via: 'schedule' }, now)
