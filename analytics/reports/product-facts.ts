import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import {
  cutsLines,
  cutsOrders,
  type Filters,
  lineMatches,
  orderOfMatches,
  UNCATEGORIZED,
} from '../../shop/orders/narrowing.ts'
import { productColumns, productsOf } from '../rollups/products.ts'
import type { Sums } from './metrics.ts'
import type { ReportQuery } from './report.ts'
import { asBuckets, type Stretches, slots, windowOnly } from './slots.ts'

const movedSums = ['units', 'gross_sales', 'returned_units'] as const
const ratedSums = ['reviews', 'stars'] as const
export const productSums = [...movedSums, ...ratedSums]

export type ProductSums = Sums<(typeof productSums)[number]>

const added = (sums: readonly string[]) =>
  sql.join(sums.map((sum) => sql`coalesce(sum(${sql.ref(sum)}), 0)::bigint as ${sql.ref(sum)}`))

/** Goods sold, returned and reviewed in each of the query's buckets that has any. */
export async function readProductBuckets(db: Db, query: ReportQuery): Promise<(ProductSums & { slot: number })[]> {
  const stretches = slots(query)
  const { slot } = stretches
  const { rows } = await sql<ProductSums & { slot: number }>`
    with moved as (
      select ${slot('at')} as slot, ${added(movedSums)} from (${movedIn(stretches, query)}) as moved group by 1
    ),
    rated as (select ${slot('at')} as slot, ${added(ratedSums)} from (${ratedIn(stretches, query)}) as rated group by 1)
    select slot, ${sql.join(productSums.map((sum) => sql`coalesce(${sql.ref(sum)}, 0) as ${sql.ref(sum)}`))}
    from moved full join rated using (slot)`.execute(db)
  return rows
}

/** The categories of which something was sold in the window, as the lines of orders have them. */
export async function readCategorySales(db: Db, query: ReportQuery) {
  const { rows } = await sql<Sums<'units' | 'gross_sales'> & { category: string }>`
    select coalesce(category, ${UNCATEGORIZED}) as category, ${added(['units', 'gross_sales'])}
    from (${movedIn(windowOnly(query), query)}) as moved group by 1 having sum(units) > 0`.execute(db)
  return rows
}

/** A product of the window, as lines of orders have it. */
export type ProductSales = ProductSums & {
  readonly sku: string
  /** As on the last line that names it, for goods that are known no more. */
  readonly name: string | null
  readonly category: string | null
  readonly merchant: string | null
}

/** As many products of the window as the query wants, most gross sales first. A review that names no sku is of none. */
export async function readTopProducts(db: Db, query: ReportQuery): Promise<ProductSales[]> {
  const window = windowOnly(query)
  const { rows } = await sql<ProductSales>`
    with moved as (
      select sku, ${added(movedSums)} from (${movedIn(window, query)}) as moved group by sku
    ),
    rated as (
      select sku, ${added(ratedSums)} from (${ratedIn(window, query)}) as rated where sku is not null group by sku
    ),
    top as (
      select sku, ${sql.join(productSums.map((sum) => sql`coalesce(${sql.ref(sum)}, 0) as ${sql.ref(sum)}`))}
      from moved full join rated using (sku) order by coalesce(gross_sales, 0) desc, sku collate "C" limit ${query.limit}
    )
    select top.*, line.name, line.category, line.merchant_id as merchant
    from top left join lateral (
      select name, category, merchant_id from order_items where order_items.sku = top.sku order by ordered_at desc limit 1
    ) as line on true
    order by gross_sales desc, sku collate "C"`.execute(db)
  return rows
}

/** What was sold and came back: of the rollup where it has all that is asked for, else of the orders themselves. */
function movedIn(stretches: Stretches, { filters, by, isRolledUp }: ReportQuery): RawBuilder<unknown> {
  const counted = sql`(${productsOf(asBuckets(stretches), filters)}) as days (${productColumns})`
  return sql`
    select bucket as at, sku, nullif(category, '') as category, nullif(merchant_id, '') as merchant_id,
      units, gross_sales, returned_units
    from ${isRolledUp && by !== 'hour' && !cutsOrders(filters) ? sql`(${daysThatCount(filters)}) as days` : counted}
    where ${stretches.within('bucket')}`
}

/** The rollup's rows of goods that count. */
const daysThatCount = (filters: Filters) => sql`
  select * from (select bucket, sku, merchant_id, nullif(category, '') as category,
    units, gross_sales, returned_units from product_days) as line where ${lineMatches(filters, 'line')}`

/** Reviews; where only some lines count those of orders in which the product, or where none is named anything, does. */
function ratedIn({ within }: Stretches, { filters }: ReportQuery): RawBuilder<unknown> {
  const own = cutsLines(filters)
    ? sql`and exists (select from order_items as item where item.order_number = review.order_number
        and (review.sku is null or item.sku = review.sku) and ${lineMatches(filters, 'item')})`
    : sql``
  return sql`
    select at, sku, 1 as reviews, rating as stars from reviews as review where ${within('at')} ${own}
      and ${orderOfMatches(filters, 'review.order_number')}`
}
