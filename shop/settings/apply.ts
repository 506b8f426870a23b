import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { parseAmount } from '../money.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { settingOf } from './parse.ts'
import { isSettingKey, registry, type SettingKey, type Settings, settingsFrom } from './registry.ts'

export interface SettingChange {
  readonly key: SettingKey
  readonly before: unknown
  readonly after: unknown
  /** False where it was so already. */
  readonly changed: boolean
  /** The settings in force from now on. */
  readonly settings: Settings
}

/** Who changes something, why, and whether that takes a change back or belongs to an import. */
export interface By {
  readonly member: string
  readonly reason: string | null
  readonly undoes?: bigint | null
  readonly importId?: bigint
}

/** Changes of settings queue up, so that each sees what the one before it left. Reading goes on meanwhile. */
export const lockSettings = (trx: Trx) => sql`lock table settings in exclusive mode`.execute(trx)

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/**
 * Puts a value in force (null: the default) and records it under the id that it gives; the caller holds the lock, and
 * audits. What is in force already records nothing, unless it takes a change back. Refuses a currency that does not fit.
 */
export async function applySetting(
  trx: Trx,
  { key, after }: { key: SettingKey; after: unknown },
  { member, reason, undoes = null, importId }: By,
  now: Temporal.Instant,
): Promise<Result<SettingChange & { id: bigint | null }>> {
  const rows = await trx.selectFrom('settings').select(['key', 'value']).execute()
  const stored = Object.fromEntries(rows.map((row) => [row.key, row.value]))
  const before = stored[key] ?? null
  const settings = settingsFrom({ ...stored, [key]: after ?? settingOf(key).initial })
  const done = { key, before: before ?? settingOf(key).initial, after: settings[key], changed: true, settings }
  if (undoes === null && done.before === done.after) return ok({ ...done, changed: false, id: null })

  const conflict = key === 'shop.currency' ? await currencyConflict(trx, settings) : null
  if (conflict) return conflict
  if (after === null) await trx.deleteFrom('settings').where('key', '=', key).execute()
  else {
    const row = { value: JSON.stringify(after), updated_at: now, updated_by: member }
    await trx
      .insertInto('settings')
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute()
  }
  const { id } = await trx
    .insertInto('setting_changes')
    .values({
      ...{ key, before: asJson(before), after: asJson(after), reason, member_id: member, undoes, at: now },
      import_id: importId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return ok({ ...done, id })
}

/** Why a currency cannot be changed at all: orders keep theirs, and rates by hand are in the one that was. */
export async function currencyKept(db: Db): Promise<Refusal | null> {
  const key = 'shop.currency' as const
  if (await db.selectFrom('orders').select('number').limit(1).executeTakeFirst())
    return refuse('setting.fixed', { key })
  const rates = await db.selectFrom('fixed_rates').select('currency').orderBy('currency').execute()
  return rates.length > 0 ? refuse('setting.rates_fixed', { currencies: rates.map((rate) => rate.currency) }) : null
}

/** Why the currency cannot become another: it is kept, or some amount among the settings does not fit it. */
async function currencyConflict(trx: Trx, settings: Settings): Promise<Refusal | null> {
  await sql`lock table orders in share mode`.execute(trx)
  const kept = await currencyKept(trx)
  if (kept) return kept
  const currency = settings['shop.currency']
  const misfit = Object.keys(registry)
    .filter(isSettingKey)
    .filter((name) => settingOf(name).control === 'amount' && !parseAmount(String(settings[name]), currency).ok)
  return misfit.length ? refuse('setting.amounts_misfit', { currency, keys: misfit }) : null
}
