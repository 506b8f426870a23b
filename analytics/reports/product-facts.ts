import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { inShopCurrency } from '../rollups/rollup.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { slots, spansOf } from './slots.ts'

export const productSums = ['units', 'gross_sales', 'returned_units', 'reviews', 'stars'] as const

/** What is counted of goods: in all of a bucket, or over the window of one category or one sku. */
type Fact = Sums<(typeof productSums)[number]> & {
  readonly slot: number | null
  readonly category: string | null
  readonly sku: string | null
  /** As on a line of the window, for goods that are known no more. */
  readonly name: string | null
  readonly merchant: string | null
}

/** The category of what has none. */
export const UNCATEGORIZED = 'uncategorized'

/**
 * Goods sold, returned and reviewed in the query's buckets, by bucket, and of its window by category and by sku, of these
 * as many as it wants with most gross sales. A review that names no sku is of its order as a whole.
 */
export async function readProductFacts(db: Db, query: ReportQuery): Promise<Fact[]> {
  const { merchant, limit } = query
  const { within, slot } = slots(query)
  const [, { start }] = spansOf(query)
  const own = merchant === null ? sql`` : sql`and item.merchant_id = ${merchant}`
  const ownReview =
    merchant === null
      ? sql``
      : sql`and exists (select from order_items as item
          where item.order_number = review.order_number and (review.sku is null or item.sku = review.sku) ${own})`
  const sums = sql.join(productSums.map((sum) => sql`sum(${sql.ref(sum)})::bigint as ${sql.ref(sum)}`))
  /** Only in the window: what it sums up by sku leaves the window before out. */
  const inWindow = (time: string, column: string) =>
    sql`case when ${sql.ref(time)} >= ${start} then ${sql.ref(column)} end`
  const { rows } = await sql<Fact>`
    with lines as (
      select ${slot('placed_at')} as slot, ${inWindow('placed_at', 'item.sku')} as sku, ${inWindow('placed_at', 'item.category')} as category, item.name,
        merchant_id, quantity, ${inShopCurrency(sql`(quantity * unit_price)`)} as gross_sales
      from orders join order_items as item on item.order_number = orders.number
      where ${within('placed_at')} ${own}
    ),
    sold as (
      select slot, sku, category, any_value(name) as name,
        any_value(merchant_id) as merchant, sum(quantity)::bigint as units, sum(gross_sales)::bigint as gross_sales
      from lines group by grouping sets ((slot), (sku, category))
    ),
    returned as (
      select ${slot('settled_at')} as slot, ${inWindow('settled_at', 'item.sku')} as sku, any_value(item.name) as name,
        any_value(item.merchant_id) as merchant, sum(line.accepted)::bigint as returned_units
      from returns join return_lines as line on line.order_number = returns.order_number and line.return_id = returns.id
      join order_items as item on item.order_number = line.order_number and item.line = line.line
      where ${within('settled_at')} and line.accepted > 0 ${own} group by grouping sets ((1), (2))
    ),
    rated as (
      select ${slot('review.at')} as slot, ${inWindow('review.at', 'sku')} as sku, count(*) as reviews,
        sum(rating)::bigint as stars
      from reviews as review where ${within('review.at')} ${ownReview} group by grouping sets ((1), (2))
    ),
    facts as materialized (
      select slot, sku, category, name, merchant, units, gross_sales, 0 as returned_units, 0 as reviews, 0 as stars from sold
      union all select slot, sku, null, name, merchant, 0, 0, returned_units, 0, 0 from returned
      union all select slot, sku, null, null, null, 0, 0, 0, reviews, stars from rated
    )
    select slot, null as category, null as sku, null as name, null as merchant, ${sums}
    from facts where slot is not null group by slot
    union all
    select null, coalesce(category, ${UNCATEGORIZED}), null, null, null, ${sums}
    from facts where sku is not null and units > 0 group by 2
    union all (
      select null, any_value(category), sku, any_value(name), any_value(merchant), ${sums}
      from facts where sku is not null group by sku
      order by gross_sales desc, sku collate "C" limit ${limit}
    )`.execute(db)
  return rows
}
