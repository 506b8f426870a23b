import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { type Refusal, refuse } from '../result.ts'
import type { SettingKey } from './registry.ts'
import type { When } from './when.ts'

/**
 * Refuses a change of a setting whose span meets that of another which is to come or in force: the end of one would undo the
 * other, or leave it. One that stays is met at its moment alone, so that changes can follow each other.
 */
export async function refuseOverlap(db: Db, key: SettingKey, { at, until }: When): Promise<Refusal | null> {
  const end = until ?? at.add({ microseconds: 1 })
  const met = await db
    .selectFrom('scheduled_settings')
    .select(['id', 'at', 'until', 'state'])
    .where('key', '=', key)
    .where('state', 'in', ['waiting', 'in_force'])
    .where('at', '<', end)
    .where(sql`coalesce(until, at + interval '1 microsecond')`, '>', at)
    .orderBy('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!met) return null
  const span = { at: String(met.at), until: String(met.until), ends: met.until ? 'yes' : 'no' }
  return refuse('setting.when_taken', { key, id: String(met.id), ...span, state: met.state })
}
