import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard } from '../stock/card.ts'
import { dailySales } from '../stock/cover.ts'
import { mostPieces } from '../stock/levels.ts'
import { parsePieces } from '../stock/track.ts'
import { transact } from '../transact.ts'
import { tellRestock } from './notify.ts'
import { type Restock, restockById } from './restock.ts'

/** Goods of which more may be needed. */
export interface Wanting {
  sku: string
  available: number
  safety: number
}

/**
 * How many pieces to ask for: what is sold in the days that the settings want covered, at the average of the last 28 days,
 * and no fewer than the safety level, less what is available and on its way. 0: enough is there or coming.
 */
export async function suggestedQuantity(
  db: Db,
  settings: Settings,
  { sku, available, safety }: Wanting,
): Promise<number> {
  const daily = await dailySales(db, sku)
  const { coming } = await db
    .selectFrom('restocks')
    .where('sku', '=', sku)
    .where('state', 'in', ['asked', 'promised'])
    .select(sql<number>`coalesce(sum(greatest(coalesce(promised, quantity) - received, 0)), 0)::integer`.as('coming'))
    .executeTakeFirstOrThrow()
  const target = Math.max(Math.ceil(daily * settings['stock.cover_days']), safety)
  return Math.min(mostPieces, Math.max(0, target - available - coming))
}

/** Asks for goods by itself, as they fall below safety; not where enough is coming or somebody has asked already. */
export async function askByItself(
  trx: Trx,
  jobs: Jobs,
  settings: Settings,
  wanting: Wanting,
  now: Temporal.Instant,
): Promise<void> {
  if (!settings['stock.restock_requests']) return
  const quantity = await suggestedQuantity(trx, settings, wanting)
  if (quantity > 0) await open(trx, jobs, { sku: wanting.sku, quantity, by: null }, now)
}

/** Opens a request and tells of it; null where one waits for its answer already. */
async function open(
  trx: Trx,
  jobs: Jobs,
  { sku, quantity, by }: { sku: string; quantity: number; by: string | null },
  now: Temporal.Instant,
): Promise<bigint | null> {
  const opened = await trx
    .insertInto('restocks')
    .values({ sku, quantity, state: 'asked', opened_at: now, opened_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return null
  await tellRestock(trx, jobs, { id: opened.id, sku }, now)
  return opened.id
}

/**
 * Asks the merchant of goods, or the stock channel, for more. `quantity` as a person wrote it. Refuses an unknown SKU, what
 * is no number of pieces, and goods whose last request still waits for an answer.
 */
export function askForRestock(
  db: Db,
  jobs: Jobs,
  asked: { sku: string; quantity: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<Restock>> {
  return transact(db, async (trx) => {
    const { member, via } = asked
    const missing = denied(member, 'stock.restock')
    if (missing) return missing
    const scope = scopeOf(member, 'stock.restock')
    const card = await demandCard(trx, await readSettings(trx), asked.sku, scope)
    if (!card.ok) return card
    const quantity = parsePieces(asked.quantity, 1)
    if (!quantity.ok) return quantity
    const { sku } = card.value
    const id = await open(trx, jobs, { sku, quantity: quantity.value, by: member.id }, now)
    if (id === null) return refuse('restock.already_asked', { sku })
    const after = { restock: String(id), quantity: quantity.value }
    await audit(trx, { member: member.id, action: 'restock.asked', subject: sku, after, via }, now)
    return restockById(trx, String(id), scope)
  })
}
