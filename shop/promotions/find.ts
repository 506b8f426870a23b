import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { type Promotion, type PromotionRow, readPromotion } from './promotion.ts'

const columns = ['code', 'type', 'status', 'rule', 'terms', 'currency', 'version'] as const

/** The promotion of a code in any case, for a reader of it; refuses an unknown one with the nearest. */
export const demandPromotion = (db: Db, text: string): Promise<Result<PromotionRow>> =>
  demanded(db, text, (code) => db.selectFrom('promotions').select(columns).where('code', '=', code).executeTakeFirst())

/** The same, its row locked: whoever changes it holds that. */
export const lockPromotion = (trx: Trx, text: string): Promise<Result<PromotionRow>> =>
  demanded(trx, text, (code) =>
    trx.selectFrom('promotions').select(columns).where('code', '=', code).forUpdate().executeTakeFirst(),
  )

async function demanded(
  db: Db,
  text: string,
  look: (code: string) => Promise<PromotionRow | undefined>,
): Promise<Result<PromotionRow>> {
  const row = await look(text.trim().toUpperCase())
  if (row) return ok(row)
  const near = await nearestKeys(db, sql`select code as key from promotions`, text)
  return refuse('promotion.unknown', { code: text, count: near.length, nearest: near })
}

/** Promotions of these statuses, read. */
export async function readPromotions(
  db: Db,
  settings: Settings,
  statuses: readonly PromotionRow['status'][],
): Promise<Promotion[]> {
  const rows = await db.selectFrom('promotions').select(columns).where('status', 'in', statuses).execute()
  return rows.map((row) => readPromotion(row, settings['shop.timezone']))
}
