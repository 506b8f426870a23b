import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { demandCard, type StockCard } from './card.ts'
import { mostPieces } from './levels.ts'
import { moveStock } from './move.ts'
import { trackStock } from './track.ts'

export interface Adjustment {
  sku: string
  /** As a person wrote it: `+5`, `-3`, `12`. */
  change: string
  reason: string
  member: Member
  /** Unique to this request; the same one again changes nothing. */
  key: string
  via: string
}

/** Reads a change of stock: a whole number that is not zero, in plain digits. */
function parseChange(text: string): Result<number> {
  const change = /^[+-]?\d{1,7}$/.test(text.trim()) ? Number(text) : 0
  const fits = change !== 0 && Math.abs(change) <= mostPieces
  return fits ? ok(change) : refuse('stock.change_malformed', { text, most: mostPieces })
}

/**
 * Books goods in or out by hand and gives the card as it is then. The first booking of untracked goods begins to track
 * them. Never takes goods that are promised to orders. Refuses an unknown SKU, a change that is no whole number, and
 * a missing reason.
 */
export function adjustStock(db: Db, jobs: Jobs, asked: Adjustment, now: Temporal.Instant): Promise<Result<StockCard>> {
  return transact(db, async (trx) => {
    const { member, via, reason } = asked
    const missing = denied(member, 'stock.adjust')
    if (missing) return missing
    const change = parseChange(asked.change)
    if (!change.ok) return change
    if (!isVisible(reason)) return refuse('stock.reason_needed')
    const settings = await readSettings(trx)
    const scope = scopeOf(member, 'stock.adjust')
    const found = await demandCard(trx, settings, asked.sku, scope)
    if (!found.ok) return found
    const { sku, tracked } = found.value
    if (!tracked && change.value < 0) return refuse('stock.below_zero', { sku, reserved: 0 })
    if (!tracked) await trackStock(trx, sku, now)

    const key = `adjust:${asked.key}`
    const movement = { sku, key, kind: 'adjust', onHand: change.value, reserved: 0, member: member.id, reason } as const
    const moved = await moveStock(trx, jobs, [movement], now)
    if (!moved.ok) return moved
    for (const { on_hand_after: after } of moved.value) {
      const change = { before: { on_hand: after - movement.onHand }, after: { on_hand: after } }
      await audit(trx, { member: member.id, action: 'stock.adjusted', subject: sku, ...change, reason, via }, now)
    }
    return demandCard(trx, settings, sku, scope)
  })
}
