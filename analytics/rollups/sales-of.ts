import { type RawBuilder, sql } from 'kysely'
import { shipDeadline } from '../../shop/orders/late.ts'
import { type Filters, lineMatches, orderCounts } from '../../shop/orders/narrowing.ts'
import type { Buckets } from './buckets.ts'
import { inShopCurrency } from './rollup.ts'

/** The second four are of orders that hold something of a merchant, so that a shop's merchants are judged without its own goods. */
const counts = [
  ...(['orders_placed', 'orders_cancelled', 'orders_paid', 'units'] as const),
  ...(['merchant_orders', 'merchant_cancelled', 'sent', 'sent_late'] as const),
]
const money = ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'] as const
const own = money.map((column) => `own_${column}` as const)
export const sums = [...counts, ...money, ...own]
export const salesColumns = sql.join(['bucket', 'merchant_id', 'currency', ...sums].map(sql.ref))
export const sumsOf = (rows: readonly string[]) => sql.join(rows.map((column) => sql`sum(${sql.ref(column)})`))

const sold = ['gross_sales', 'discounts', 'shipping', 'tax'] as const
const refunds = ['returns', 'shipping_refunds'] as const

/** What some sums of lines add to a row: those named, in both currencies, and nothing of the others. */
const adds = (named: readonly string[], of: (sum: string) => RawBuilder<unknown>) =>
  sql.join(sums.map((sum) => (named.includes(sum.replace(/^own_/, '')) ? of(sum) : sql`0::bigint`)))
const ofColumn = (sum: string) =>
  sql`sum(${sum.startsWith('own_') ? sql.ref(sum.slice(4)) : inShopCurrency(sql.ref(sum))})::bigint`

/** What is so of an order, as bits of one number, which is carried along with each of its lines. */
const [CANCELLED, PAID, SENT, LATE] = [1, 2, 4, 8].map((bit) => sql.lit(bit)) as [Bit, Bit, Bit, Bit]
type Bit = RawBuilder<number>
const having = (bit: Bit) => sql`count(*) filter (where flags & ${bit} <> 0)`
const ofOrders = {
  orders_placed: sql`count(*)`,
  orders_cancelled: having(CANCELLED),
  orders_paid: having(PAID),
}
const ofMerchants = {
  merchant_orders: sql`count(*)`,
  merchant_cancelled: having(CANCELLED),
  sent: having(SENT),
  sent_late: having(LATE),
}
const countsOf = (counted: Readonly<Record<string, RawBuilder<unknown>>>) =>
  adds(Object.keys(counted), (sum) => counted[sum] ?? sql`0`)

/**
 * Sales in some buckets, of the whole ('') and of each merchant, as rows of `salesColumns`: all of them, or what filters leave.
 * `whole`: without the merchants, and without the counts of orders that hold something of one.
 * Each source is summed up by itself, in the columns that it has, before their few rows are put together. `nth` stands for an
 * order's number, as what is text takes twice as long to tell apart.
 */
export function salesOf(
  buckets: Buckets,
  filters: Filters = {},
  whose: 'each' | 'whole' = 'each',
): RawBuilder<unknown> {
  const each = sql`bucket, currency, merchant_id`
  const merchant = whose === 'each' ? sql`merchant_id` : sql`null::text`
  const [order, line] = [orderCounts(filters, 'orders'), lineMatches(filters, 'line')]
  const ofHolders = sql`
      union all
      -- Looked up in a table of hashes: as a join it would go by nothing at all where these are left out.
      select bucket, currency, null, ${countsOf(ofMerchants)} from placed
      where (nth in (select nth from held)) is true group by bucket, currency
      union all
      select ${each}, ${countsOf({ ...ofOrders, ...ofMerchants })} from held group by ${each}`
  return sql`
    with placed as materialized (
      select row_number() over () as nth, bucket, number, currency, rate, gross, discount, shipping, tax,
        case when status = 'cancelled' then ${CANCELLED}
          when shipped_at is not null and ${shipDeadline} is not null
            then ${SENT} + case when shipped_at > ${shipDeadline} then ${LATE} else 0 end
          else 0 end + case when captured >= total then ${PAID} else 0 end as flags
      from ${buckets.rows('orders', 'placed_at')} as orders where ${orderCounts(filters, 'orders', buckets.mayHold)}
    ),
    lines as ${sql.raw(whose === 'each' ? 'materialized' : 'not materialized')} (
      select nth, bucket, currency, rate, ${merchant} as merchant_id, flags,
        coalesce(quantity, 0) as units, coalesce(quantity * unit_price, gross) as gross_sales,
        coalesce(line.discount, placed.discount) as discounts, coalesce(line.shipping, placed.shipping) as shipping,
        coalesce(line.tax, placed.tax) as tax
      from placed left join order_items as line on order_number = number and ${buckets.mayHold('ordered_at')}
      where ${line}
    ),
    withdrawn as (
      select bucket, orders.currency, rate, ${merchant} as merchant_id,
        coalesce(quantity * unit_price - line.discount, orders.gross - orders.discount) as cancellations
      from ${buckets.rows('orders', 'cancelled_at')} as orders left join order_items as line on order_number = number
      where orders.status = 'cancelled' and ${order} and ${line}
        and not exists (select from payments where payments.order_number = number and payments.status = 'captured')
    ),
    refunded as (
      select bucket, currency, rate, ${merchant} as merchant_id,
        coalesce(share.goods, r.goods) as returns, coalesce(share.shipping, r.shipping) as shipping_refunds
      from ${buckets.rows('refunds', 'refunded_at')} as r
      join orders on number = r.order_number
      left join refund_lines as share on share.order_number = r.order_number and share.refund_id = r.id
      left join order_items as line on line.order_number = share.order_number and line.line = share.line
      where r.state = 'succeeded' and ${order} and ${line}
    ),
    held as materialized (
      select nth, merchant_id, min(bucket) as bucket, min(currency) as currency, min(flags) as flags
      from lines where merchant_id is not null group by nth, merchant_id
    ),
    moved (${each}, ${sql.join(sums.map(sql.ref))}) as materialized (
      select ${each}, ${adds(['units', ...sold], (sum) => (sum === 'units' ? sql`sum(units)` : ofColumn(sum)))} from lines group by ${each}
      union all select ${each}, ${adds(['cancellations'], ofColumn)} from withdrawn group by ${each}
      union all select ${each}, ${adds(refunds, ofColumn)} from refunded group by ${each}
    )
    select bucket, coalesce(merchant_id, ''), currency, ${sumsOf(sums)} from (
      select * from moved where merchant_id is not null
      union all select bucket, currency, null, ${sql.join(sums.map(sql.ref))} from moved
      union all select bucket, currency, null, ${countsOf(ofOrders)} from placed group by bucket, currency
      ${whose === 'each' ? ofHolders : sql``}
    ) as parts (${each}, ${sql.join(sums.map(sql.ref))})
    group by ${each}`
}
