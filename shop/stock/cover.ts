import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'

/** The days whose sales say how long stock lasts. */
export const COVER_WINDOW_DAYS = 28

/**
 * Counts anew what each product sold in the last 28 days, cancelled orders left out. Done now and then for all of them:
 * it changes slowly, and counted at each look-up it would take longer than all the rest of it.
 */
export async function countSales(db: Db, now: Temporal.Instant): Promise<void> {
  await sql`
    with sold as (
      select item.sku, sum(item.quantity)::integer as units
      from orders join order_items as item on item.order_number = orders.number
      where orders.placed_at >= ${now.subtract({ hours: 24 * COVER_WINDOW_DAYS })} and orders.status <> 'cancelled'
      group by item.sku
    ), over as (delete from recent_sales where sku not in (select sku from sold))
    insert into recent_sales (sku, units) select sku, units from sold order by sku
    on conflict (sku) do update set units = excluded.units where recent_sales.units <> excluded.units`.execute(db)
}

/** Units ordered a day on average, as last counted, of the units of the window; 0 where there are none. */
export const perDay = (units: number | null | undefined): number => (units ?? 0) / COVER_WINDOW_DAYS

/** The same of one product. */
export async function dailySales(db: Db, sku: string): Promise<number> {
  const row = await db.selectFrom('recent_sales').select('units').where('sku', '=', sku).executeTakeFirst()
  return perDay(row?.units)
}

/** For how many days stock lasts at these sales; null where nothing is sold. */
export const daysOfCover = (available: number, daily: number): number | null =>
  daily > 0 ? Math.max(0, available) / daily : null
