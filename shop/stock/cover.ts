import { sql } from 'kysely'
import { prepare } from '../../db/prepare.ts'
import type { Db } from '../../db/tables/index.ts'

/** The days whose sales say how long stock lasts. */
export const COVER_WINDOW_DAYS = 28

/** SKUs a line each. */
const unitsSold = prepare((db, skus: string, since: string) =>
  db
    .selectFrom('order_items as item')
    .innerJoin('orders', 'orders.number', 'item.order_number')
    .where('item.sku', '=', sql<string>`any(string_to_array(${skus}, chr(10)))`)
    .where('orders.placed_at', '>=', sql<Temporal.Instant>`${since}::timestamptz`)
    .where('orders.status', '<>', 'cancelled')
    .groupBy('item.sku')
    .select(['item.sku', sql<number>`sum(item.quantity)::integer`.as('units')]),
)

/**
 * Units ordered a day on average over the last 28 days, cancelled orders left out, by SKU; goods without sales are not in
 * it. Costs an index look-up for each order line that these goods ever had.
 */
export async function dailySales(db: Db, skus: readonly string[], now: Temporal.Instant): Promise<Map<string, number>> {
  if (skus.length === 0) return new Map()
  const rows = await unitsSold(db, skus.join('\n'), String(now.subtract({ hours: 24 * COVER_WINDOW_DAYS })))
  return new Map(rows.map(({ sku, units }) => [sku, units / COVER_WINDOW_DAYS]))
}

/** For how many days stock lasts at these sales; null where nothing is sold. */
export const daysOfCover = (available: number, daily: number | undefined): number | null =>
  daily ? Math.max(0, available) / daily : null
