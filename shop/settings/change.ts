import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { parseAmount } from '../money.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { parseSetting, settingNamed, settingOf } from './parse.ts'
import { readSettings } from './read.ts'
import { registry, type SettingKey, type Settings, settingsFrom } from './registry.ts'

export interface SettingChange {
  readonly key: SettingKey
  readonly before: unknown
  readonly after: unknown
  /** False where it was so already. */
  readonly changed: boolean
  /** The settings in force from now on. */
  readonly settings: Settings
}

/** What became of a change that may have to wait for somebody else, and under which name it does; until then nothing has changed. */
export type Asking = SettingChange & { readonly waits: string | null }

export interface Asked {
  key: string
  reason?: string | null
  member: Member
  via: string
  /** Whether a change has to wait: the name that it waits under, or null. Asked before anything is written. */
  guard?(trx: Trx, change: SettingChange): Promise<Result<string | null>>
}

/**
 * Sets one setting to what a person wrote. Setting what is in force already records nothing. Refuses unknown keys with
 * the nearest ones, text that does not fit with what is allowed, and the currency once there is an order.
 */
export const setSetting = (db: Db, asked: Asked & { text: string }, now: Temporal.Instant): Promise<Result<Asking>> =>
  changing(db, asked, async (trx, key) => {
    const value = parseSetting(key, asked.text, await readSettings(trx))
    return value.ok ? change(trx, key, value.value, null, asked, now) : value
  })

/**
 * Takes back the latest change of a setting that has not been taken back: what was in force before it is again.
 * Doing so again goes one change further back.
 */
export const undoSetting = (db: Db, asked: Asked, now: Temporal.Instant): Promise<Result<Asking>> =>
  changing(db, asked, async (trx, key) => {
    const latest = await changeToUndo(trx, key)
    if (!latest) return refuse('setting.nothing_to_undo', { key })
    return change(trx, key, latest.before, latest.id, asked, now)
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

/** Changes of settings queue up, so that each sees what the one before it left. Reading goes on meanwhile. */
const changing = (
  db: Db,
  { key: written, member }: Asked,
  work: (trx: Trx, key: SettingKey) => Promise<Result<Asking>>,
): Promise<Result<Asking>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'settings.change')
    if (missing) return missing
    const key = settingNamed(written)
    if (!key.ok) return key
    await sql`lock table settings in exclusive mode`.execute(trx)
    return work(trx, key.value)
  })

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Puts a value in force (null: the default) and records it. */
async function change(
  trx: Trx,
  key: SettingKey,
  after: unknown,
  undoes: bigint | null,
  { reason = null, member, via, guard }: Asked,
  now: Temporal.Instant,
): Promise<Result<Asking>> {
  const rows = await trx.selectFrom('settings').select(['key', 'value']).execute()
  const stored = Object.fromEntries(rows.map((row) => [row.key, row.value]))
  const before = stored[key] ?? null
  const settings = settingsFrom({ ...stored, [key]: after ?? settingOf(key).initial })
  const change = { before: before ?? settingOf(key).initial, after: settings[key] }
  const done = { key, ...change, changed: true, settings, waits: null }
  if (undoes === null && done.before === done.after) return ok({ ...done, changed: false })

  const conflict = key === 'shop.currency' ? await currencyConflict(trx, settings) : null
  if (conflict) return conflict
  const waits = guard ? await guard(trx, done) : ok(null)
  if (!waits.ok) return waits
  if (waits.value)
    return ok({ ...done, after: done.before, changed: false, settings: settingsFrom(stored), waits: waits.value })
  if (after === null) await trx.deleteFrom('settings').where('key', '=', key).execute()
  else {
    const row = { value: JSON.stringify(after), updated_at: now, updated_by: member.id }
    await trx
      .insertInto('settings')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute()
  }
  await trx
    .insertInto('setting_changes')
    .values({ key, before: asJson(before), after: asJson(after), reason, member_id: member.id, undoes, at: now })
    .execute()
  const action = undoes === null ? 'setting.changed' : 'setting.undone'
  await audit(
    trx,
    { member: member.id, action, subject: key, before: done.before, after: done.after, reason, via },
    now,
  )
  return ok(done)
}

/**
 * Why the currency cannot become another: orders keep theirs, rates by hand are in the one that was, and every amount
 * among the settings has to fit it.
 */
async function currencyConflict(trx: Trx, settings: Settings): Promise<Refusal | null> {
  await sql`lock table orders in share mode`.execute(trx)
  const key = 'shop.currency' as const
  if (await trx.selectFrom('orders').select('number').limit(1).executeTakeFirst())
    return refuse('setting.fixed', { key })
  const rates = await trx.selectFrom('fixed_rates').select('currency').orderBy('currency').execute()
  if (rates.length > 0) return refuse('setting.rates_fixed', { currencies: rates.map((rate) => rate.currency) })
  const misfit = Object.keys(registry).filter(
    (name) =>
      settingOf(name as SettingKey).control === 'amount' &&
      !parseAmount(String(settings[name as SettingKey]), settings[key]).ok,
  )
  return misfit.length ? refuse('setting.amounts_misfit', { currency: settings[key], keys: misfit }) : null
}
