import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import type { Result } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { demandCard, type StockCard } from '../stock/card.ts'
import { moveStock } from '../stock/move.ts'
import { parsePieces, trackStock } from '../stock/track.ts'
import { transact } from '../transact.ts'
import { redrawRestock, tellAsker } from './notify.ts'
import { outstanding } from './restock.ts'

/** A delivery. `key` is unique to this request: the same one again books nothing. */
export interface Delivery {
  sku: string
  /** As a person wrote it. */
  quantity: string
  member: Member
  key: string
  via: string
}

/**
 * Books a delivery in and gives the product's card. It fulfils the open requests of these goods, the oldest first, in part
 * where it is less. Refuses an unknown SKU and what is no number of pieces.
 */
export function receiveStock(db: Db, jobs: Jobs, asked: Delivery, now: Temporal.Instant): Promise<Result<StockCard>> {
  return transact(db, async (trx) => {
    const { member, via } = asked
    const missing = denied(member, 'stock.adjust')
    if (missing) return missing
    const settings = await readSettings(trx)
    const scope = scopeOf(member, 'stock.adjust')
    const found = await demandCard(trx, settings, asked.sku, scope)
    if (!found.ok) return found
    const quantity = parsePieces(asked.quantity, 1)
    if (!quantity.ok) return quantity
    const { sku, tracked } = found.value
    if (!tracked) await trackStock(trx, sku, now)
    const key = `receive:${asked.key}`
    const movement = { sku, key, kind: 'receive', onHand: quantity.value, reserved: 0, member: member.id } as const
    const moved = await moveStock(trx, jobs, [movement], now)
    if (!moved.ok) return moved
    for (const { on_hand_after: after } of moved.value) {
      await fulfil(trx, jobs, { sku, pieces: quantity.value, by: member.id }, now)
      const change = { before: { on_hand: after - quantity.value }, after: { on_hand: after } }
      await audit(trx, { member: member.id, action: 'stock.received', subject: sku, ...change, via }, now)
    }
    return demandCard(trx, settings, sku, scope)
  })
}

/** The caller holds the stock row, so that deliveries of the same goods come one after the other. */
async function fulfil(
  trx: Trx,
  jobs: Jobs,
  { sku, pieces, by }: { sku: string; pieces: number; by: string },
  now: Temporal.Instant,
): Promise<void> {
  const open = await trx
    .selectFrom('restocks')
    .select(['id', 'sku', 'quantity', 'promised', 'received', 'opened_by as openedBy'])
    .where('sku', '=', sku)
    .where('state', 'in', ['asked', 'promised'])
    .orderBy('id')
    .forUpdate()
    .execute()
  let left = pieces
  for (const restock of open) {
    const came = Math.min(left, outstanding(restock))
    if (came === 0) break
    left -= came
    const whole = came === outstanding(restock)
    const received = restock.received + came
    await trx
      .updateTable('restocks')
      .set({ received, ...(whole && { state: 'received', closed_at: now }) })
      .where('id', '=', restock.id)
      .execute()
    await redrawRestock(trx, jobs, restock)
    if (whole) await tellAsker(trx, jobs, { ...restock, state: 'received', by }, now)
  }
}
