import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { Given } from './given.ts'
import { olistCurrency, olistStatuses } from './olist-files.ts'

/** The columns that Olist's files say something of, by canonical file. */
export const olistGiven: Given = {
  merchants: ['name'],
  products: ['name', 'price', 'currency', 'category', 'merchant_id'],
  customers: ['region'],
  orders: ['paid_at', 'shipped_at', 'delivered_at', 'estimated_delivery_at', 'ship_by', 'region'],
  items: [],
  payments: [],
  refunds: [],
  reviews: ['rating', 'at', 'comment'],
}

/** Turns Olist's staged files into the canonical ones. */
export async function mapOlist(trx: Trx): Promise<void> {
  await mapGoods(trx)
  await mapOrders(trx)
  await mapPaymentsAndReviews(trx)
}

/**
 * Olist names neither its sellers nor its products: they go by place or category and the beginning of their id. A
 * product's price is the last that it was sold for; its merchant is its seller where it has just one.
 */
async function mapGoods(trx: Trx): Promise<void> {
  await sql`
    insert into in_merchants (at_line, id, name)
    select at_line, id, concat_ws(' ', seller_city, seller_state, left(id, 8)) from olist_sellers`.execute(trx)
  await sql`
    insert into in_products (at_line, sku, name, price, currency, category, merchant_id)
    select p.at_line, p.sku, concat_ws(' ', e.category, left(p.sku, 8)), coalesce(s.price, 0), ${olistCurrency},
      e.category, s.merchant_id
    from olist_products p
    left join olist_translation t using (product_category_name)
    cross join lateral (select coalesce(t.product_category_name_english, p.product_category_name) as category) e
    left join (
      select i.product_id as sku, case when count(distinct i.seller_id) = 1 then min(i.seller_id) end as merchant_id,
        (array_agg(i.price order by o.placed_at desc, i.order_id, i.line))[1] as price
      from olist_items i left join olist_orders o on o.number = i.order_id group by i.product_id
    ) s on s.sku = p.sku`.execute(trx)
}

/** A customer is a `customer_unique_id`: each of their orders has a `customer_id` of its own. */
async function mapOrders(trx: Trx): Promise<void> {
  await sql`
    insert into in_customers (at_line, id, region)
    select distinct on (customer_unique_id) at_line, customer_unique_id, customer_state
    from olist_customers order by customer_unique_id, at_line desc`.execute(trx)
  const statuses = Object.entries(olistStatuses).map(([word, status]) => sql`(${word}, ${status})`)
  await sql`
    insert into in_orders (at_line, number, customer_id, placed_at, status, source_status, currency, paid_at,
      shipped_at, delivered_at, estimated_delivery_at, ship_by, region)
    select o.at_line, o.number, c.customer_unique_id, o.placed_at, s.status, o.order_status, ${olistCurrency}, o.paid_at,
      o.shipped_at, o.delivered_at, o.estimated_delivery_at, i.ship_by, c.customer_state
    from olist_orders o
    join olist_customers c using (customer_id)
    join (values ${sql.join(statuses)}) s (word, status) on s.word = o.order_status
    left join (select order_id, min(shipping_limit_date) as ship_by from olist_items group by order_id) i
      on i.order_id = o.number`.execute(trx)
  await sql`
    insert into in_items (at_line, order_number, line, sku, quantity, unit_price, merchant_id, shipping)
    select at_line, order_id, line, product_id, 1, price, seller_id, freight_value from olist_items`.execute(trx)
}

async function mapPaymentsAndReviews(trx: Trx): Promise<void> {
  await sql`
    insert into in_payments (at_line, order_number, id, method, amount, status, at)
    select p.at_line, p.order_id, p.id, p.payment_type, p.payment_value, 'captured',
      coalesce(n.paid_at, n.placed_at, o.paid_at, o.placed_at)
    from olist_payments p
    left join olist_orders n on n.number = p.order_id
    left join orders o on o.number = p.order_id`.execute(trx)
  await sql`
    insert into in_reviews (at_line, order_number, id, rating, at, comment)
    select at_line, order_id, id, review_score, review_creation_date,
      concat_ws(E'\n', review_comment_title, review_comment_message)
    from olist_reviews`.execute(trx)
}
