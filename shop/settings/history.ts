import type { Db } from '../../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { settingNamed, settingOf } from './parse.ts'
import { registry, type SettingKey } from './registry.ts'

/** One change, with defaults in the place of absent values. */
export interface PastChange {
  id: bigint
  key: SettingKey
  before: unknown
  after: unknown
  reason: string | null
  /** Null: the program itself. */
  member: string | null
  /** The change that this one took back. */
  undoes: bigint | null
  at: Temporal.Instant
}

/** What changed, newest first; of one setting, or of all. Refuses an unknown key with the nearest ones. */
export async function settingHistory(
  db: Db,
  keyText: string | null,
  request: PageRequest,
): Promise<Result<Page<PastChange>>> {
  const key = keyText ? settingNamed(keyText) : ok(null)
  if (!key.ok) return key
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('setting_changes')
      .select(['id', 'key', 'before', 'after', 'reason', 'member_id as member', 'undoes', 'at'])
      .where('key', 'in', key.value ? [key.value] : Object.keys(registry))
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const rows = page.rows.map((row) => {
    const known = row.key as SettingKey
    const { initial } = settingOf(known)
    return { ...row, key: known, before: row.before ?? initial, after: row.after ?? initial }
  })
  return ok({ ...page, rows })
}
