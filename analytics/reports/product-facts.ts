import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { inShopCurrency } from '../rollups/rollup.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { type Stretches, slots, spansOf } from './slots.ts'

const movedSums = ['units', 'gross_sales', 'returned_units'] as const
const ratedSums = ['reviews', 'stars'] as const
export const productSums = [...movedSums, ...ratedSums]

export type ProductSums = Sums<(typeof productSums)[number]>

/** The category of what has none. */
export const UNCATEGORIZED = 'uncategorized'

type Within = Stretches['within']

/** Only in the window, without the one before. */
function inWindow(query: ReportQuery): Within {
  const [, { start, end }] = spansOf(query)
  return (time) => sql`${sql.ref(time)} >= ${start} and ${sql.ref(time)} < ${end}`
}

const added = (sums: readonly string[]) =>
  sql.join(sums.map((sum) => sql`coalesce(sum(${sql.ref(sum)}), 0)::bigint as ${sql.ref(sum)}`))

/** Goods sold, returned and reviewed in each of the query's buckets that has any. */
export async function readProductBuckets(db: Db, query: ReportQuery): Promise<(ProductSums & { slot: number })[]> {
  const { within, slot } = slots(query)
  const { rows } = await sql<ProductSums & { slot: number }>`
    with moved as (
      select ${slot('at')} as slot, ${added(movedSums)} from (${movedIn(within, query)}) as moved group by 1
    ),
    rated as (select ${slot('at')} as slot, ${added(ratedSums)} from (${ratedIn(within, query)}) as rated group by 1)
    select slot, ${sql.join(productSums.map((sum) => sql`coalesce(${sql.ref(sum)}, 0) as ${sql.ref(sum)}`))}
    from moved full join rated using (slot)`.execute(db)
  return rows
}

/** The categories of which something was sold in the window, as the lines of orders have them. */
export async function readCategorySales(db: Db, query: ReportQuery) {
  const { rows } = await sql<Sums<'units' | 'gross_sales'> & { category: string }>`
    select coalesce(category, ${UNCATEGORIZED}) as category, ${added(['units', 'gross_sales'])}
    from (${movedIn(inWindow(query), query)}) as moved group by 1 having sum(units) > 0`.execute(db)
  return rows
}

/** A product of the window, as the lines of orders have it. */
export type ProductSales = ProductSums & {
  readonly sku: string
  readonly category: string | null
  readonly merchant: string | null
  /** As on the last line that names it, for goods that are known no more. */
  readonly name: string | null
}

/** As many products of the window as the query wants, most gross sales first. A review that names no sku is of none. */
export async function readTopProducts(db: Db, query: ReportQuery): Promise<ProductSales[]> {
  const within = inWindow(query)
  const { rows } = await sql<ProductSales>`
    with moved as (
      select sku, any_value(category) as category, any_value(merchant_id) as merchant, ${added(movedSums)}
      from (${movedIn(within, query)}) as moved group by sku
    ),
    rated as (
      select sku, ${added(ratedSums)} from (${ratedIn(within, query)}) as rated where sku is not null group by sku
    ),
    top as (
      select sku, category, merchant, ${sql.join(productSums.map((sum) => sql`coalesce(${sql.ref(sum)}, 0) as ${sql.ref(sum)}`))}
      from moved full join rated using (sku) order by coalesce(gross_sales, 0) desc, sku collate "C" limit ${query.limit}
    )
    select *, (select name from order_items where order_items.sku = top.sku order by ordered_at desc limit 1) as name
    from top order by gross_sales desc, sku collate "C"`.execute(db)
  return rows
}

/** What was sold and came back: of the rollup, or by the hour of the orders themselves. */
function movedIn(within: Within, { merchant, by }: ReportQuery): RawBuilder<unknown> {
  const own = merchant === null ? sql`` : sql`and merchant_id = ${merchant}`
  if (by !== 'hour')
    return sql`
      select bucket as at, sku, nullif(category, '') as category, nullif(merchant_id, '') as merchant_id,
        units, gross_sales, returned_units
      from product_days where ${within('bucket')} ${own}`
  return sql`
    select placed_at as at, sku, category, merchant_id, quantity as units,
      ${inShopCurrency(sql`(quantity * unit_price)`)} as gross_sales, 0 as returned_units
    from orders join order_items on order_number = number where ${within('placed_at')} ${own}
    union all
    select settled_at, sku, category, merchant_id, 0, 0, accepted
    from returns join return_lines as line on line.order_number = returns.order_number and line.return_id = returns.id
    join order_items as item on item.order_number = line.order_number and item.line = line.line
    where ${within('settled_at')} and accepted > 0 ${own}`
}

/** Reviews; of a merchant those of orders in which the product, or where none is named anything, is theirs. */
function ratedIn(within: Within, { merchant }: ReportQuery): RawBuilder<unknown> {
  const own =
    merchant === null
      ? sql``
      : sql`and exists (select from order_items as item where item.order_number = review.order_number
          and (review.sku is null or item.sku = review.sku) and merchant_id = ${merchant})`
  return sql`
    select at, sku, 1 as reviews, rating as stars from reviews as review where ${within('at')} ${own}`
}
