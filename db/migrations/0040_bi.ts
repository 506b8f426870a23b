import { type Kysely, sql } from 'kysely'

/** What the report `sales` has of a row, and `own_`: the same as it was paid. */
const money = (own: '' | 'own_') => `
  ${['gross_sales', 'discounts', 'cancellations', 'returns'].map((column) => own + column)},
  ${own}gross_sales - ${own}discounts - ${own}cancellations - ${own}returns as ${own}net_sales,
  ${['shipping', 'tax', 'shipping_refunds'].map((column) => own + column)},
  ${own}gross_sales - ${own}discounts - ${own}cancellations - ${own}returns
    + ${own}shipping + ${own}tax - ${own}shipping_refunds as ${own}total_sales`

const shopCurrency = `(select coalesce(max(value #>> '{}'), 'CNY') from settings where key = 'shop.currency')`

const sales = (bucket: string, more = '') => `
  select bucket as ${bucket}, ${more} ${shopCurrency} as currency, currency as order_currency,
    orders_placed, orders_cancelled, orders_paid, units, ${money('')}, ${money('own_')}`

/** By name. The whole shop and its merchants apart, so that whoever adds rows up counts nothing twice. No person's data. */
const views: Record<string, string> = {
  sales_by_hour: `${sales('hour')} from sales_hours where merchant_id = ''`,
  sales_by_day: `${sales('day')} from sales_days where merchant_id = ''`,
  merchant_sales_by_hour: `${sales('hour', 'merchant_id,')} from sales_hours where merchant_id <> ''`,
  payments_by_hour: `
    select bucket as hour, method, ${shopCurrency} as currency, currency as order_currency,
      payments, failed, captured, refunded, own_captured, own_refunded
    from payment_hours`,
  products_by_day: `
    select bucket as day, sku, nullif(merchant_id, '') as merchant_id, nullif(category, '') as category,
      ${shopCurrency} as currency, units, gross_sales, returned_units
    from product_days`,
  customer_days: `
    select customer_id, bucket as day, first as first_day, previous as previous_day, earlier as earlier_orders, orders
    from customer_days`,
  orders: `
    select number as order_number, customer_id, status, currency, rate, gross, discount, shipping, tax, total, captured,
      refunded, region, imported, exchange_of, placed_at, paid_at, ship_by, ship_promised_at, shipped_at,
      estimated_delivery_at, delivered_at, completed_at, cancelled_at
    from orders`,
  order_lines: `
    select line.order_number, line.line, line.ordered_at, line.sku, line.name, line.category, line.merchant_id,
      orders.currency, line.quantity, line.unit_price, line.discount, line.shipping, line.tax, line.not_sent
    from order_items as line left join orders on orders.number = line.order_number`,
  refunds: `
    select refund.order_number, refund.id as refund_id, refund.state, orders.currency, refund.amount, refund.goods,
      refund.shipping, refund.surplus, refund.restock, refund.requested_at, refund.decided_at, refund.refunded_at
    from refunds as refund left join orders on orders.number = refund.order_number`,
}

/** What other programs read: views under names that stay, and the failed runs of reports for monitoring. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema bi`.execute(db)
  // PostgreSQL would hand a change of a plain view on to its table, for whoever has been granted everything.
  await sql`
    create function bi.only_read() returns trigger language plpgsql as $$
    begin
      raise exception 'bi.% is only read', tg_table_name using errcode = 'object_not_in_prerequisite_state';
    end $$`.execute(db)
  for (const [name, query] of Object.entries(views)) {
    await sql`create view ${sql.table(`bi.${name}`)} as ${sql.raw(query)}`.execute(db)
    await sql`
      create trigger only_read instead of insert or update or delete on ${sql.table(`bi.${name}`)}
      for each row execute function bi.only_read()`.execute(db)
  }
  await sql`create index report_runs_failed on report_runs (finished_at) where state = 'failed'`.execute(db)
}
