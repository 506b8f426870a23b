import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { COVER_WINDOW_DAYS, daysOfCover, perDay } from '../../shop/stock/cover.ts'
import type { Figures } from './metrics.ts'
import type { ReportQuery } from './report.ts'

/** A product as the catalogue has it, and how much of it there is. */
interface ProductNow {
  readonly name: string
  readonly nameZh: string | null
  readonly category: string | null
  readonly merchant: string | null
  /** All null where its stock is not tracked, or is not the merchant's whose report it is. */
  readonly stock: Figures
}

const untracked: Figures = { on_hand: null, available: null, days_of_cover: null }

/** The products of these skus that are known, with how long their stock lasts at the sales of the last 28 days. */
export async function readProductsNow(
  db: Db,
  skus: readonly string[],
  { asOf, filters }: ReportQuery,
): Promise<Map<string, ProductNow>> {
  const since = asOf.subtract({ hours: 24 * COVER_WINDOW_DAYS })
  const { rows } = await sql<{
    sku: string
    name: string
    nameZh: string | null
    category: string | null
    merchant: string | null
    onHand: number | null
    reserved: number
    units: number
  }>`
    with sold as (
      select sku, sum(quantity)::integer as units from order_items
      where ordered_at >= ${since} and ordered_at <= ${asOf} and sku = any(${skus}) group by sku
    )
    select sku, name, name_zh as "nameZh", category, merchant_id as merchant, on_hand as "onHand",
      reserved, coalesce(units, 0) as units
    from products left join stock using (sku) left join sold using (sku) where sku = any(${skus})`.execute(db)
  return new Map(
    rows.map(({ sku, onHand, reserved, units, ...product }) => {
      const isOurs = filters.merchant === undefined || product.merchant === filters.merchant
      if (onHand === null || !isOurs) return [sku, { ...product, stock: untracked }]
      const available = onHand - reserved
      const stock = {
        ...{ on_hand: BigInt(onHand), available: BigInt(available) },
        days_of_cover: daysOfCover(available, perDay(units)),
      }
      return [sku, { ...product, stock }]
    }),
  )
}
