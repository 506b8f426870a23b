import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { applySetting, lockSettings, type SettingChange } from './apply.ts'
import { parseSetting, settingNamed } from './parse.ts'
import { readSettings } from './read.ts'
import type { SettingKey } from './registry.ts'

/** What a person wants of a setting, called by its key or its name. */
export interface Asked {
  key: string
  reason?: string | null
  member: Member
  via: string
}

/**
 * Sets one setting to what a person wrote, at once: whether it has to wait for somebody else, `askSetting` says. Setting
 * what is in force already records nothing. Refuses unknown keys with the nearest ones, text that does not fit with what
 * is allowed, and the currency once there is an order.
 */
export const setSetting = (
  db: Db,
  asked: Asked & { text: string },
  now: Temporal.Instant,
): Promise<Result<SettingChange>> =>
  changing(db, asked, async (trx, key) => {
    const value = parseSetting(key, asked.text, await readSettings(trx))
    return value.ok ? makeChange(trx, { key, after: value.value, undoes: null }, asked, now) : value
  })

/**
 * Takes back the latest change of a setting that has not been taken back: what was in force before it is again.
 * Doing so again goes one change further back.
 */
export const undoSetting = (db: Db, asked: Asked, now: Temporal.Instant): Promise<Result<SettingChange>> =>
  changing(db, asked, async (trx, key) => {
    const latest = await changeToUndo(trx, key)
    if (!latest) return refuse('setting.nothing_to_undo', { key })
    return makeChange(trx, { key, after: latest.before, undoes: latest.id }, asked, now)
  })

/** The latest change of a setting that has not been taken back, if there is one. */
export const changeToUndo = (db: Db, key: SettingKey) =>
  db
    .selectFrom('setting_changes as done')
    .select(['id', 'before'])
    .where('key', '=', key)
    .where('undoes', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('setting_changes as undo').select('id').whereRef('undo.undoes', '=', 'done.id'))),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Has a person's change of one setting worked on under the lock. Refuses who may not, and an unknown key. */
export const changing = <T>(
  db: Db,
  { key: written, member }: Asked,
  work: (trx: Trx, key: SettingKey) => Promise<Result<T>>,
): Promise<Result<T>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'settings.change')
    if (missing) return missing
    const key = settingNamed(written)
    if (!key.ok) return key
    await lockSettings(trx)
    return work(trx, key.value)
  })

/** A value that is to be in force (null: the default); `undoes`: the change that this takes back. */
export interface Wish {
  key: SettingKey
  after: unknown
  undoes: bigint | null
}

/** Makes a change and audits it; the caller holds the lock. */
export async function makeChange(
  trx: Trx,
  { key, after, undoes }: Wish,
  { reason = null, member, via }: Omit<Asked, 'key'>,
  now: Temporal.Instant,
): Promise<Result<SettingChange>> {
  const done = await applySetting(trx, { key, after }, { member: member.id, reason, undoes }, now)
  if (!done.ok || !done.value.changed) return done
  const { id: _, ...change } = done.value
  const action = undoes === null ? 'setting.changed' : 'setting.undone'
  const entry = { member: member.id, action, subject: key, before: change.before, after: change.after, reason, via }
  await audit(trx, entry, now)
  return ok(change)
}
