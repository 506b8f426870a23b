import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { waitFor } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { lockSettings } from './apply.ts'
import { loosens, needsApproval } from './approval.ts'
import { type Asked, changing } from './change.ts'
import { refuseOverlap } from './overlap.ts'
import { parseSetting } from './parse.ts'
import { readSettings } from './read.ts'
import { isSettingKey, type SettingKey } from './registry.ts'
import { readWhen } from './when.ts'

/** A change that comes by itself. */
export type Scheduled = Omit<Selectable<Tables['scheduled_settings']>, 'key' | 'state'> & {
  key: SettingKey
  state: 'waiting' | 'in_force' | 'done' | 'refused' | 'cancelled'
}

/** What is scheduled, and under which name it waits for approval. */
export type Scheduling = { scheduled: Scheduled; waits: null } | { scheduled: null; waits: string }

export const scheduledOf = (row: Selectable<Tables['scheduled_settings']>): Scheduled | null =>
  isSettingKey(row.key) ? { ...row, key: row.key, state: row.state as Scheduled['state'] } : null

/** Moments as a person wrote them, in the shop's time zone. */
export type ScheduleAsked = Asked & { text: string; at: string; until: string }

/**
 * Has a setting set at a moment, and set back at another. It waits for somebody else as the change itself would. Refuses
 * what does not fit now, and what meets another that is scheduled; whether it fits then is looked at again.
 */
export const scheduleSetting = (
  db: Db,
  jobs: Jobs,
  asked: ScheduleAsked,
  now: Temporal.Instant,
): Promise<Result<Scheduling>> =>
  changing<Scheduling>(db, asked, async (trx, key) => {
    const settings = await readSettings(trx)
    const value = parseSetting(key, asked.text, settings)
    if (!value.ok) return value
    const when = readWhen(asked, settings['shop.timezone'], now)
    if (!when.ok) return when
    const overlap = await refuseOverlap(trx, key, when.value)
    if (overlap) return overlap
    const { at, until } = when.value
    const { member, reason = null, via } = asked
    const wish = { key, value: value.value, at: String(at), until: until && String(until) }
    const keep = async (approved: boolean) => {
      const scheduled = await keepSchedule(trx, wish, { member: member.id, reason, via, approved }, now)
      return ok({ scheduled, waits: null })
    }
    if (!needsApproval(key, value.value, settings) && !(until && loosens(key, value.value, settings[key])))
      return keep(false)
    const wanted = {
      ...({ kind: 'settings', what: 'schedule', about: `${key} ${at}`, asked: wish } as const),
      ...{ before: { value: settings[key] }, after: { ...wish }, action: 'setting.schedule_asked', subject: key },
      ...{ member: member.id, reason, via },
    }
    const waits = await waitFor(trx, jobs, wanted, settings, now)
    if (!waits.ok) return waits
    return waits.value === null ? keep(true) : ok({ scheduled: null, waits: waits.value })
  })

interface Wish {
  key: SettingKey
  value: unknown
  at: string
  until: string | null
}

async function keepSchedule(
  trx: Trx,
  { key, value, at, until }: Wish,
  { member, reason, via, approved }: { member: string; reason: string | null; via: string; approved: boolean },
  now: Temporal.Instant,
): Promise<Scheduled> {
  const row = await trx
    .insertInto('scheduled_settings')
    .values({
      ...{ key, value: JSON.stringify(value), at: Temporal.Instant.from(at), reason, member_id: member, approved },
      ...{ until: until === null ? null : Temporal.Instant.from(until), scheduled_at: now, state: 'waiting' },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = { value, at, until }
  await audit(trx, { member, action: 'setting.scheduled', subject: key, after, reason, via }, now)
  return { ...row, key, state: 'waiting' }
}

/** Schedules what was agreed to. Refuses a moment that has passed meanwhile, and one that another change has taken. */
export async function carryOutSchedule(
  trx: Trx,
  asked: Record<string, unknown>,
  { member, reason, via }: { member: Member; reason: string | null; via: string },
  now: Temporal.Instant,
): Promise<Result<Scheduled>> {
  const missing = denied(member, 'settings.change')
  if (missing) return missing
  const wish = asked as unknown as Wish
  const [at, until] = [Temporal.Instant.from(wish.at), wish.until === null ? null : Temporal.Instant.from(wish.until)]
  if (Temporal.Instant.compare(at, now) <= 0) return refuse('setting.when_past', { at: wish.at })
  await lockSettings(trx)
  const overlap = await refuseOverlap(trx, wish.key, { at, until })
  if (overlap) return overlap
  return ok(await keepSchedule(trx, wish, { member: member.id, reason, via, approved: true }, now))
}

/** Has who scheduled a change told what has become of it. */
export const tellScheduler = (trx: Trx, jobs: Jobs, { id, member_id }: Pick<Scheduled, 'id' | 'member_id'>) =>
  drawMessage(trx, jobs, { kind: 'setting.scheduled', subject: String(id), channel: member_id })

/** What is scheduled and not over, the next first. */
export async function openSchedules(db: Db, request: PageRequest): Promise<Page<Scheduled>> {
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('scheduled_settings')
      .selectAll()
      .where('state', 'in', ['waiting', 'in_force'])
      .orderBy('at')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return { ...page, rows: page.rows.flatMap((row) => scheduledOf(row) ?? []) }
}

/** What is scheduled under a number (`#3`), in whatever state; null for none such. */
export async function scheduledNumbered(db: Db, text: string): Promise<Scheduled | null> {
  const [, id] = /^#?(\d{1,18})$/.exec(text.trim()) ?? []
  if (id === undefined) return null
  const row = await db.selectFrom('scheduled_settings').selectAll().where('id', '=', BigInt(id)).executeTakeFirst()
  return row ? scheduledOf(row) : null
}

/** Cancels what has not come yet; who scheduled it is told of it by others. Refuses an unknown number, and what is in force or over. */
export const cancelSchedule = (
  db: Db,
  jobs: Jobs,
  { number, member, via }: { number: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<Scheduled>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'settings.change')
    if (missing) return missing
    const found = await scheduledNumbered(trx, number)
    if (!found) return refuse('setting.schedule_unknown', { number })
    const gone = await trx
      .updateTable('scheduled_settings')
      .set({ state: 'cancelled', settled_at: now })
      .where('id', '=', found.id)
      .where('state', '=', 'waiting')
      .returning('id')
      .executeTakeFirst()
    if (!gone) return refuse('setting.schedule_over', { number })
    const before = { value: found.value, at: String(found.at), until: found.until && String(found.until) }
    await audit(trx, { member: member.id, action: 'setting.schedule_cancelled', subject: found.key, before, via }, now)
    if (found.member_id !== member.id) await tellScheduler(trx, jobs, found)
    return ok({ ...found, state: 'cancelled' })
  })
