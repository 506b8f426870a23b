import { sql } from 'kysely'
import type { Db } from '../../../db/tables/index.ts'
import { zone } from './history.ts'

/** What somebody would send from a BI tool who knows the tables and PostgreSQL: grouped by local day, both windows at once. */

const day = sql`date_trunc('day', placed_at, ${sql.lit(zone)})`
/** Written out, so that the planner knows how much that is. */
const within = (instant: string, start: string, end: string) =>
  sql`${sql.ref(instant)} >= ${sql.lit(start)} and ${sql.ref(instant)} < ${sql.lit(end)}`
const inShop = (amount: string) => sql`round(${sql.raw(amount)} * rate)`

/** Totals, previous and daily series of `sales`, all keys but the customers. */
export const rawSales = (db: Db, before: string, end: string, bucket: 'day' | 'week') =>
  sql`
    with placed as (
      select date_trunc(${sql.lit(bucket)}, placed_at, ${sql.lit(zone)}) as bucket, currency, count(*) as orders_placed,
        count(*) filter (where status = 'cancelled') as orders_cancelled,
        count(*) filter (where captured >= total) as orders_paid,
        sum(${inShop('gross')}) as gross_sales, sum(${inShop('discount')}) as discounts,
        sum(${inShop('shipping')}) as shipping, sum(${inShop('tax')}) as tax,
        sum(gross) as own_gross, sum(discount) as own_discount, sum(shipping) as own_shipping, sum(tax) as own_tax
      from orders where ${within('placed_at', before, end)} group by 1, 2
    ),
    pieces as (
      select date_trunc(${sql.lit(bucket)}, placed_at, ${sql.lit(zone)}) as bucket, sum(quantity) as units
      from orders join order_items on order_number = number where ${within('placed_at', before, end)} group by 1
    ),
    withdrawn as (
      select date_trunc(${sql.lit(bucket)}, cancelled_at, ${sql.lit(zone)}) as bucket, sum(${inShop('(gross - discount)')}) as cancellations
      from orders where ${within('cancelled_at', before, end)} and status = 'cancelled'
        and not exists (select from payments where order_number = number and payments.status = 'captured')
      group by 1
    ),
    back as (
      select date_trunc(${sql.lit(bucket)}, refunded_at, ${sql.lit(zone)}) as bucket, sum(${inShop('goods')}) as returns,
        sum(${inShop('refunds.shipping')}) as shipping_refunds
      from refunds join orders on order_number = number
      where ${within('refunded_at', before, end)} and state = 'succeeded' group by 1
    )
    select bucket, currency, sum(orders_placed), sum(orders_cancelled), sum(orders_paid), sum(units), sum(gross_sales),
      sum(discounts), sum(shipping), sum(tax), sum(cancellations), sum(returns), sum(shipping_refunds), sum(own_gross),
      sum(own_discount), sum(own_shipping), sum(own_tax)
    from placed full join pieces using (bucket) full join withdrawn using (bucket) full join back using (bucket)
    group by rollup (bucket), currency`.execute(db)

/** The goods with most gross sales. */
export const rawTopProducts = (db: Db, start: string, end: string) =>
  sql`
    select sku, sum(quantity) as units, sum(${inShop('quantity * unit_price')}) as gross_sales
    from orders join order_items on order_number = number where ${within('placed_at', start, end)}
    group by sku order by gross_sales desc limit 20`.execute(db)

/** Distinct customers of a window, and those who had ordered before. */
export const rawCustomers = (db: Db, start: string, end: string) =>
  sql`
    select count(*) as customers, count(*) filter (where exists (
      select from orders earlier where earlier.customer_id = buyers.customer_id and earlier.placed_at < ${sql.lit(start)}
    )) as returning_customers
    from (select distinct customer_id from orders where ${within('placed_at', start, end)}) as buyers`.execute(db)

/** Materialized views in place of rollups: sales by day with units and refunds, and goods by day. */
export async function createViews(db: Db): Promise<void> {
  await sql`
    create materialized view sales_by_day as
    select ${day} as day, currency, count(*) as orders, sum(${inShop('gross')}) as gross_sales,
      sum(${inShop('discount')}) as discounts, sum(${inShop('shipping')}) as shipping,
      sum((select sum(quantity) from order_items where order_number = number)) as units,
      sum(${inShop('refunded')}) as refunded
    from orders group by 1, 2`.execute(db)
  await sql`
    create materialized view products_by_day as
    select ${day} as day, sku, sum(quantity) as units, sum(${inShop('quantity * unit_price')}) as gross_sales
    from orders join order_items on order_number = number group by 1, 2`.execute(db)
}

export const refreshView = (db: Db, name: 'sales_by_day' | 'products_by_day') =>
  sql`refresh materialized view ${sql.table(name)}`.execute(db)

/** Sales, payments and goods built plainly, by insert-select into tables like the rollups. */
export async function buildPlainly(db: Db): Promise<void> {
  for (const table of ['sales_hours', 'payment_hours', 'product_days'])
    await sql`create table ${sql.table(`plain_${table}`)} (like ${sql.table(table)} including defaults including indexes)`.execute(
      db,
    )
  const hour = (instant: string) => sql`date_trunc('hour', ${sql.ref(instant)}, ${sql.lit(zone)})`
  const money = (sums: Record<string, string>) =>
    sql.join(
      ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'].map((key) =>
        sums[key] ? sql`sum(${inShop(sums[key])})` : sql`0`,
      ),
    )
  const own = (sums: Record<string, string>) =>
    sql.join(
      ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'].map((key) =>
        sums[key] ? sql`sum(${sql.raw(sums[key])})` : sql`0`,
      ),
    )
  const sold = { gross_sales: 'quantity * unit_price', discounts: 'i.discount', shipping: 'i.shipping', tax: 'i.tax' }
  const withdrawn = { cancellations: 'quantity * unit_price - i.discount' }
  const back = { returns: 'l.goods', shipping_refunds: 'l.shipping' }
  const sets = sql`group by grouping sets ((1, 3), (1, 2, 3))`
  await sql`
    insert into plain_sales_hours
    select bucket, coalesce(merchant_id, ''), currency, ${sql.join(Array.from({ length: 18 }, (_, at) => sql`sum(${sql.ref(`f${at}`)})`))}
    from (
      select ${hour('placed_at')} as bucket, merchant_id, currency, count(distinct number) as f0,
        count(distinct number) filter (where status = 'cancelled'), count(distinct number) filter (where captured >= total),
        sum(quantity), ${money(sold)}, ${own(sold)}
      from orders o join order_items i on order_number = number ${sets}
      union all
      select ${hour('cancelled_at')}, merchant_id, currency, 0, 0, 0, 0, ${money(withdrawn)}, ${own(withdrawn)}
      from orders o join order_items i on order_number = number
      where status = 'cancelled'
        and not exists (select from payments where payments.order_number = number and payments.status = 'captured') ${sets}
      union all
      select ${hour('refunded_at')}, merchant_id, currency, 0, 0, 0, 0, ${money(back)}, ${own(back)}
      from refunds r join orders o on number = r.order_number join refund_lines l on (l.order_number, l.refund_id) = (r.order_number, r.id)
      join order_items i on (i.order_number, i.line) = (l.order_number, l.line) where state = 'succeeded' ${sets}
    ) parts (bucket, merchant_id, currency, ${sql.join(Array.from({ length: 18 }, (_, at) => sql.ref(`f${at}`)))})
    group by bucket, merchant_id, currency`.execute(db)
  await sql`
    insert into plain_payment_hours
    select bucket, method, currency, sum(a), sum(b), sum(c), sum(d), sum(e), sum(f) from (
      select ${hour('at')} as bucket, method, currency, count(*) filter (where p.status = 'captured') as a,
        count(*) filter (where p.status = 'failed') as b, coalesce(sum(${inShop('amount')}) filter (where p.status = 'captured'), 0) as c, 0 as d,
        coalesce(sum(amount) filter (where p.status = 'captured'), 0) as e, 0 as f
      from payments p join orders on number = order_number group by 1, 2, 3
      union all
      select ${hour('succeeded_at')}, p.method, currency, 0, 0, 0, sum(${inShop('t.amount')}), 0, sum(t.amount)
      from refund_parts t join payments p on (p.order_number, p.id) = (t.order_number, t.payment_id)
      join orders on number = t.order_number where state = 'succeeded' group by 1, 2, 3
    ) parts group by 1, 2, 3`.execute(db)
  await sql`
    insert into plain_product_days
    select ${day}, sku, coalesce(merchant_id, ''), coalesce(category, ''), sum(quantity),
      sum(${inShop('quantity * unit_price')}), 0
    from orders join order_items on order_number = number group by 1, 2, 3, 4`.execute(db)
}

/** Takes the plainly built tables away. */
export async function dropPlain(db: Db): Promise<void> {
  for (const table of ['sales_hours', 'payment_hours', 'product_days'])
    await sql`drop table if exists ${sql.table(`plain_${table}`)}`.execute(db)
}
