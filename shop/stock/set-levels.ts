import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { noticeLevels } from './alert.ts'
import { demandCard, type StockCard } from './card.ts'
import { type LevelName, ownLevels, parseLevels } from './levels.ts'
import { lockStock } from './move.ts'

/** Levels as a person wrote them; an empty one follows the settings from now on. */
export interface LevelsAsked extends Record<LevelName, string | null> {
  sku: string
  reason?: string | null
  member: Member
  via: string
}

/** The card of the goods, and whether their levels are others than before. */
export interface LevelsSet {
  readonly card: StockCard
  readonly changed: boolean
}

/**
 * Sets the levels of one product and gives its card. Refuses an unknown SKU, goods that are not tracked, and levels
 * that are no counts or not ordered warning >= safety >= minimum (settings fill what is left empty).
 */
export function setLevels(db: Db, jobs: Jobs, asked: LevelsAsked, now: Temporal.Instant): Promise<Result<LevelsSet>> {
  return transact<LevelsSet>(db, async (trx) => {
    const { member, via, reason } = asked
    const missing = denied(member, 'stock.adjust')
    if (missing) return missing
    const scope = scopeOf(member, 'stock.adjust')
    const settings = await readSettings(trx)
    const found = await demandCard(trx, settings, asked.sku, scope)
    if (!found.ok) return found
    const after = parseLevels(asked, settings)
    if (!after.ok) return after
    const { sku } = found.value
    const [row] = await lockStock(trx, [sku])
    if (!row) return refuse('stock.untracked', { sku })

    const before = ownLevels(row)
    if (isDeepStrictEqual(before, after.value)) return ok({ card: found.value, changed: false })

    const { warning, safety, minimum } = after.value
    const columns = { warning_level: warning, safety_level: safety, minimum_level: minimum }
    const alerts = await noticeLevels(trx, jobs, { ...row, ...columns }, settings, now)
    await trx
      .updateTable('stock')
      .set({ ...columns, ...alerts, updated_at: now })
      .where('sku', '=', sku)
      .execute()
    const change = { before, after: after.value }
    await audit(trx, { member: member.id, action: 'stock.levels_set', subject: sku, ...change, reason, via }, now)
    const card = await demandCard(trx, settings, sku, scope)
    return card.ok ? ok({ card: card.value, changed: true }) : card
  })
}
