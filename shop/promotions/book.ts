import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../settings/registry.ts'
import { readPromotions } from './find.ts'
import { compilePromotions, type PromotionList } from './price.ts'

/** Gives the promotions that may be in force, for `quote`. */
export type PromotionBook = (db: Db, settings: Settings) => Promise<PromotionList>

/**
 * Keeps the promotions read between baskets, for whoever prices many. Each time one look finds out whether any process
 * has changed one since: every change counts a version up, and none is ever deleted, so their number and the sum of
 * their versions never come back to what they were.
 */
export function openPromotionBook(): PromotionBook {
  let kept: { stamp: string; list: PromotionList } | null = null
  return async (db, settings) => {
    const { rows } = await sql<{ stamp: string }>`
      select count(*) || ' ' || coalesce(sum(version), 0) as stamp from promotions`.execute(db)
    const stamp = `${rows[0]?.stamp} ${settings['shop.timezone']}`
    if (kept?.stamp !== stamp) kept = { stamp, list: compilePromotions(await readPromotions(db, settings, ['active'])) }
    return kept.list
  }
}
