import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { inShopCurrency } from '../rollups/rollup.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { slots } from './slots.ts'

export const productSums = ['units', 'gross_sales', 'returned_units', 'reviews', 'stars'] as const

/** What is counted of goods: in all of a bucket, or over the window of one category or one sku. */
type Fact = Sums<(typeof productSums)[number]> & {
  readonly slot: number | null
  readonly category: string | null
  readonly sku: string | null
  /** As on the last line that names it, for goods that are known no more. */
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
  const { merchant, limit, buckets } = query
  const { start, end, slot } = slots(query)
  const within = (time: string) => sql<boolean>`${sql.ref(time)} >= ${start} and ${sql.ref(time)} < ${end}`
  const own = merchant === null ? sql`` : sql`and item.merchant_id = ${merchant}`
  const ownReview =
    merchant === null
      ? sql``
      : sql`and exists (select from order_items as item
          where item.order_number = review.order_number and (review.sku is null or item.sku = review.sku) ${own})`
  const sums = sql.join(productSums.map((sum) => sql`sum(${sql.ref(sum)})::bigint as ${sql.ref(sum)}`))
  const moved = query.by === 'hour' ? movedByLines(within, own) : movedByDays(within, own)
  /** Only in the window: what it sums up by sku leaves the window before out. */
  const inWindow = (time: string, column: string) =>
    sql`case when ${sql.ref(time)} >= ${buckets[0]?.start ?? start} then ${sql.ref(column)} end`
  const { rows } = await sql<Fact>`
    with moved as (
      select ${slot('at')} as slot, ${inWindow('at', 'sku')} as sku, ${inWindow('at', 'category')} as category, merchant_id,
        sum(units)::bigint as units, sum(gross_sales)::bigint as gross_sales, sum(returned_units)::bigint as returned_units
      from (${moved}) as moved group by grouping sets ((1), (2, 3, 4))
    ),
    rated as (
      select ${slot('review.at')} as slot, ${inWindow('review.at', 'sku')} as sku, count(*) as reviews,
        sum(rating)::bigint as stars
      from reviews as review where ${within('review.at')} ${ownReview} group by grouping sets ((1), (2))
    ),
    facts as materialized (
      select slot, sku, category, merchant_id as merchant, units, gross_sales, returned_units, 0 as reviews, 0 as stars
      from moved
      union all select slot, sku, null, null, 0, 0, 0, reviews, stars from rated
    )
    select slot, null as category, null as sku, null as name, null as merchant, ${sums}
    from facts where slot is not null group by slot
    union all
    select null, coalesce(category, ${UNCATEGORIZED}), null, null, null, ${sums}
    from facts where sku is not null and units > 0 group by 2
    union all (
      select null, any_value(category), sku,
        (select name from order_items where order_items.sku = facts.sku order by ordered_at desc limit 1), any_value(merchant), ${sums}
      from facts where sku is not null group by sku
      order by gross_sales desc, sku collate "C" limit ${limit}
    )`.execute(db)
  return rows
}

type Within = (time: string) => RawBuilder<boolean>

const movedByDays = (within: Within, own: RawBuilder<unknown>) => sql`
  select bucket as at, sku, nullif(category, '') as category, nullif(merchant_id, '') as merchant_id,
    units, gross_sales, returned_units
  from product_days as item where ${within('bucket')} ${own}`

const movedByLines = (within: Within, own: RawBuilder<unknown>) => sql`
  select placed_at as at, sku, category, merchant_id, quantity as units,
    ${inShopCurrency(sql`(quantity * unit_price)`)} as gross_sales, 0 as returned_units
  from orders join order_items as item on order_number = number where ${within('placed_at')} ${own}
  union all
  select settled_at, sku, category, merchant_id, 0, 0, accepted
  from returns join return_lines as line on line.order_number = returns.order_number and line.return_id = returns.id
  join order_items as item on item.order_number = line.order_number and item.line = line.line
  where ${within('settled_at')} and accepted > 0 ${own}`
