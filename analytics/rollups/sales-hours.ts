import { sql } from 'kysely'
import { inShopCurrency, type Rollup } from './rollup.ts'

const money = ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'] as const

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
      with hours as materialized (select * from ${hours}),
      sold as (
        select bucket, currency, rate, merchant_id, number, status = 'cancelled' as cancelled, captured >= total as paid,
          quantity as units, coalesce(quantity * unit_price, o.gross) as gross_sales,
          coalesce(line.discount, o.discount) as discounts, 0::bigint as cancellations, 0::bigint as returns,
          coalesce(line.shipping, o.shipping) as shipping, coalesce(line.tax, o.tax) as tax, 0::bigint as shipping_refunds
        from hours
        join orders as o on placed_at >= bucket and placed_at < until
        left join order_items as line on line.order_number = number
      ),
      withdrawn as (
        select bucket, currency, rate, merchant_id, coalesce(quantity * unit_price - line.discount, o.gross - o.discount) as goods
        from hours
        join orders as o on cancelled_at >= bucket and cancelled_at < until and status = 'cancelled'
        left join order_items as line on line.order_number = number
        where not exists (select from payments where payments.order_number = number and payments.status = 'captured')
      ),
      refunded as (
        select bucket, currency, rate, merchant_id, coalesce(share.goods, r.goods) as goods, coalesce(share.shipping, r.shipping) as shipping
        from hours
        join refunds as r on refunded_at >= bucket and refunded_at < until and state = 'succeeded'
        join orders on number = r.order_number
        left join refund_lines as share on share.order_number = r.order_number and share.refund_id = r.id
        left join order_items as line on line.order_number = share.order_number and line.line = share.line
      ),
      parts as (
        select * from sold
        union all select bucket, currency, rate, merchant_id, null, null, null, 0, 0, 0, goods, 0, 0, 0, 0 from withdrawn
        union all select bucket, currency, rate, merchant_id, null, null, null, 0, 0, 0, 0, goods, 0, 0, shipping from refunded
      )
      select bucket, coalesce(merchant_id, ''), currency,
        count(distinct number), count(distinct number) filter (where cancelled), count(distinct number) filter (where paid),
        coalesce(sum(units), 0), ${sums}
      from parts
      group by grouping sets ((bucket, currency), (bucket, currency, merchant_id))
      having grouping(merchant_id) = 1 or merchant_id is not null`.execute(trx)
  },
}
