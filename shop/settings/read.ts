import { prepare } from '../../db/prepare.ts'
import type { Db } from '../../db/tables/index.ts'
import { parseAmount } from '../money.ts'
import { type SettingKey, type Settings, settingsFrom } from './registry.ts'

/** Every planner asks for it at each beat, and everybody who changes something. */
const stored = prepare((db) => db.selectFrom('settings').select(['key', 'value']))

const reading = new WeakMap<Db, Promise<Settings>>()

/** The settings in force. All who ask at the same turn are answered by one look, which begins after they have asked. */
export function readSettings(db: Db): Promise<Settings> {
  const look = async () => settingsFrom(Object.fromEntries((await stored(db)).map(({ key, value }) => [key, value])))
  if (db.isTransaction) return look()
  const shared = reading.get(db)
  if (shared) return shared
  const soon = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    reading.delete(db)
    return look()
  })
  reading.set(db, soon)
  return soon
}

/** First values of an empty database, from the environment. A database that has settings, orders or products keeps what it has. */
export async function seedSettings(
  db: Db,
  first: { timezone?: string | undefined; currency?: string | undefined },
  now: Temporal.Instant,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const used = await Promise.all([
      trx.selectFrom('settings').select('key').limit(1).executeTakeFirst(),
      trx.selectFrom('orders').select('number').limit(1).executeTakeFirst(),
      trx.selectFrom('products').select('sku').limit(1).executeTakeFirst(),
    ])
    if (used.some(Boolean)) return
    const rows = { 'shop.timezone': first.timezone, 'shop.currency': first.currency }
    for (const [key, value] of Object.entries(rows))
      if (value)
        await trx
          .insertInto('settings')
          .values({ key, value: JSON.stringify(value), updated_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
  })
}

/** An amount among the settings, in minor units of the shop's currency. Throws where it does not fit the currency: it was checked when set. */
export function amountOf(settings: Settings, key: SettingKey & `refund.${string}`): bigint {
  const read = parseAmount(String(settings[key]), settings['shop.currency'])
  if (!read.ok) throw new RangeError(`${key}: ${settings[key]} is no amount in ${settings['shop.currency']}`)
  return read.value
}
