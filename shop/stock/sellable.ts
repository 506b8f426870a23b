import type { Db } from '../../db/tables/index.ts'
import { type Refusal, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { leastLeft } from './levels.ts'

/**
 * Of which goods an order could not have that many now, and why, by SKU. Promises nothing: another order may take them
 * before this one is placed.
 */
export async function notSellable(
  db: Db,
  settings: Settings,
  lines: readonly { sku: string; quantity: number }[],
): Promise<Map<string, Refusal>> {
  const wanted = Map.groupBy(lines, ({ sku }) => sku)
  const rows = await db
    .selectFrom('stock')
    .selectAll()
    .where('sku', 'in', [...wanted.keys()])
    .orderBy('sku')
    .execute()
  const short = new Map<string, Refusal>()
  for (const row of rows) {
    const { sku } = row
    const asked = (wanted.get(sku) ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
    const available = row.on_hand - row.reserved - leastLeft(row, settings)
    if (asked > available) short.set(sku, refuse('stock.sold_out', { sku, asked, available: Math.max(0, available) }))
  }
  return short
}
