import type { Db } from '../../db/tables/index.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { leastLeft } from './levels.ts'

/**
 * The refusal of the first goods of which an order could not have that many now; null where it could have all. Promises
 * nothing: another order may take them before this one is placed.
 */
export async function notSellable(
  db: Db,
  settings: Settings,
  lines: readonly { sku: string; quantity: number }[],
): Promise<Refusal | null> {
  const wanted = Map.groupBy(lines, ({ sku }) => sku)
  const rows = await db
    .selectFrom('stock')
    .selectAll()
    .where('sku', 'in', [...wanted.keys()])
    .orderBy('sku')
    .execute()
  for (const row of rows) {
    const asked = (wanted.get(row.sku) ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
    const available = row.on_hand - row.reserved - leastLeft(row, settings)
    if (asked > available) return refuse('stock.sold_out', { sku: row.sku, asked, available: Math.max(0, available) })
  }
  return null
}
