import { type RawBuilder, sql } from 'kysely'
import { type Filters, lineMatches, orderMatches } from '../../shop/orders/narrowing.ts'
import { localDays } from '../local-days.ts'
import { bucketed } from './bucketed.ts'
import type { Buckets } from './buckets.ts'
import { inShopCurrency } from './rollup.ts'

export const productColumns = sql.join(
  ['bucket', 'sku', 'merchant_id', 'category', 'units', 'gross_sales', 'returned_units'].map(sql.ref),
)

/**
 * Goods by day, as the lines of orders name them: sold ones by when they were ordered, returned ones by when they were
 * accepted. A mark names the SKU too: an order touches few of a day's goods.
 */
export const products = bucketed({
  name: 'products',
  table: 'product_days',
  identity: ['bucket', 'sku', 'merchant_id', 'category'],
  keyed: 'sku',
  instants: [
    ['orders', 'placed_at'],
    ['returns', 'settled_at'],
  ],
  cut: localDays,
  async fill(trx, buckets) {
    await sql`insert into product_days (${productColumns}) ${productsOf(buckets)}`.execute(trx)
  },
})

/** Goods sold and returned in some buckets as rows of `productColumns`: all, or those that filters leave. */
export function productsOf(buckets: Buckets, filters: Filters = {}): RawBuilder<unknown> {
  const [line, order] = [lineMatches(filters, 'line'), orderMatches(filters, 'orders')]
  return sql`
  with counted as (
    select bucket, sku, merchant_id, category, quantity as units,
      ${inShopCurrency(sql`(quantity * unit_price)`)} as gross_sales, 0 as returned_units
    from ${buckets.rows('order_items', 'ordered_at', 'sku')} as line
    join orders on number = order_number and ${buckets.mayHold('placed_at')}
    where ${line} and ${order}
    union all
    select bucket, sku, merchant_id, category, 0, 0, accepted
    from ${buckets.rows('returns', 'settled_at')} as returns
    join return_lines as back on back.order_number = returns.order_number and back.return_id = returns.id
    join order_items as line on line.order_number = back.order_number and line.line = back.line
    join orders on number = line.order_number
    where accepted > 0 and (key is null or sku = key) and ${line} and ${order}
  )
  select bucket, sku, coalesce(merchant_id, ''), coalesce(category, ''), sum(units), sum(gross_sales),
    sum(returned_units)
  from counted group by 1, 2, 3, 4`
}
