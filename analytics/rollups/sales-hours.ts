import { type RawBuilder, sql } from 'kysely'
import { inShopCurrency, type Rollup, within } from './rollup.ts'

const money = ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'] as const

/** Orders of a group: by the first line of each, of all lines for the shop and of its own for a merchant. */
const orders = (which: RawBuilder<unknown>) => sql`
  case when grouping(merchant_id) = 1 then count(*) filter (where nth = 1 and ${which})
    else count(*) filter (where nth_of_merchant = 1 and ${which}) end`

/**
 * Sales by hour, for the whole shop (merchant '') and for each merchant with its own lines. Everything is counted from
 * order lines, to which shipping, tax and discounts were allocated; an order or refund without lines counts as one
 * without merchant.
 */
export const salesHours: Rollup = {
  name: 'sales',
  table: 'sales_hours',
  moments: sql`
    select placed_at as at from orders
    union all select cancelled_at from orders where cancelled_at is not null
    union all select refunded_at from refunds where refunded_at is not null`,

  async fill(trx, hours) {
    const columns = sql.join([
      ...['bucket', 'merchant_id', 'currency', 'orders_placed', 'orders_cancelled', 'orders_paid', 'units'].map(
        sql.ref,
      ),
      ...money.map((column) => sql.ref(column)),
      ...money.map((column) => sql.ref(`own_${column}`)),
    ])
    const sums = sql.join([
      ...money.map((column) => sql`sum(${inShopCurrency(sql.ref(column))})`),
      ...money.map((column) => sql`sum(${sql.ref(column)})`),
    ])
    await sql`
      insert into sales_hours (${columns})
      with sold as (
        select bucket, o.currency, o.rate, line.merchant_id,
          coalesce(nth, 1) as nth, nth_of_merchant, status = 'cancelled' as cancelled, captured >= total as paid,
          coalesce(quantity, 0) as units, coalesce(quantity * unit_price, o.gross) as gross_sales,
          coalesce(line.discount, o.discount) as discounts, 0::bigint as cancellations, 0::bigint as returns,
          coalesce(line.shipping, o.shipping) as shipping, coalesce(line.tax, o.tax) as tax, 0::bigint as shipping_refunds
        from ${hours} cross join lateral ${within('orders', 'placed_at')} as o
        left join lateral (
          select *, row_number() over (order by line) as nth,
            row_number() over (partition by merchant_id order by line) as nth_of_merchant
          from order_items where order_number = o.number
        ) as line on true
      ),
      withdrawn as (
        select bucket, o.currency, o.rate, merchant_id,
          coalesce(quantity * unit_price - line.discount, o.gross - o.discount) as goods
        from ${hours} cross join lateral ${within('orders', 'cancelled_at')} as o
        left join order_items as line on line.order_number = o.number
        where o.status = 'cancelled'
          and not exists (select from payments where payments.order_number = o.number and payments.status = 'captured')
      ),
      refunded as (
        select bucket, orders.currency, orders.rate, merchant_id,
          coalesce(share.goods, r.goods) as goods, coalesce(share.shipping, r.shipping) as shipping
        from ${hours} cross join lateral ${within('refunds', 'refunded_at')} as r
        join orders on orders.number = r.order_number
        left join refund_lines as share on share.order_number = r.order_number and share.refund_id = r.id
        left join order_items as line on line.order_number = share.order_number and line.line = share.line
        where r.state = 'succeeded'
      ),
      parts as (
        select * from sold
        union all
        select bucket, currency, rate, merchant_id, 0, 0, null, null, 0, 0, 0, goods, 0, 0, 0, 0 from withdrawn
        union all
        select bucket, currency, rate, merchant_id, 0, 0, null, null, 0, 0, 0, 0, goods, 0, 0, shipping from refunded
      )
      select bucket, coalesce(merchant_id, ''), currency,
        ${orders(sql`true`)}, ${orders(sql`cancelled`)}, ${orders(sql`paid`)}, sum(units), ${sums}
      from parts
      group by grouping sets ((bucket, currency), (bucket, currency, merchant_id))
      having grouping(merchant_id) = 1 or merchant_id is not null`.execute(trx)
  },
}
