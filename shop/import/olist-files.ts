import { amount, count, instant, name, oneOf, rating, text } from './cell-types.ts'
import { columnsOf, maybe, optional, type Reference, required, type SourceFile } from './source-file.ts'

/** A column that Olist has and Backroom has no use for. */
const unused = () => ({ ...optional(text), to: null })

const order: Reference = {
  kind: 'order',
  columns: { order_id: 'number' },
  stage: 'olist_orders',
  table: 'orders',
}

/** What Olist's amounts are in. */
export const olistCurrency = 'BRL'
const currency = `join currencies c on c.code = '${olistCurrency}'`

/** Olist's words for the status of an order, and what they are here. */
export const olistStatuses = {
  created: 'pending_payment',
  approved: 'paid',
  invoiced: 'processing',
  processing: 'processing',
  shipped: 'shipped',
  delivered: 'delivered',
  canceled: 'cancelled',
  unavailable: 'cancelled',
}

/** Olist's files. A staged column that the shop's tables know has the name that it has there. */
export const olistFiles = {
  translation: {
    name: 'product_category_name_translation.csv',
    stage: 'olist_translation',
    key: ['product_category_name'],
    columns: columnsOf({
      product_category_name: required(text),
      product_category_name_english: required(text),
    }),
  },
  sellers: {
    name: 'olist_sellers_dataset.csv',
    stage: 'olist_sellers',
    key: ['id'],
    columns: columnsOf({
      seller_id: required(name, 'id'),
      seller_zip_code_prefix: unused(),
      seller_city: maybe(text),
      seller_state: maybe(text),
    }),
  },
  products: {
    name: 'olist_products_dataset.csv',
    stage: 'olist_products',
    key: ['sku'],
    columns: columnsOf({
      product_id: required(name, 'sku'),
      product_category_name: maybe(text),
      product_name_lenght: unused(),
      product_description_lenght: unused(),
      product_photos_qty: unused(),
      product_weight_g: unused(),
      product_length_cm: unused(),
      product_height_cm: unused(),
      product_width_cm: unused(),
    }),
  },
  customers: {
    name: 'olist_customers_dataset.csv',
    stage: 'olist_customers',
    key: ['customer_id'],
    columns: columnsOf({
      customer_id: required(name),
      customer_unique_id: required(name),
      customer_zip_code_prefix: unused(),
      customer_city: unused(),
      customer_state: maybe(text),
    }),
  },
  orders: {
    name: 'olist_orders_dataset.csv',
    stage: 'olist_orders',
    key: ['number'],
    columns: columnsOf({
      order_id: required(name, 'number'),
      customer_id: required(name),
      order_status: required(oneOf(...Object.keys(olistStatuses))),
      order_purchase_timestamp: required(instant, 'placed_at'),
      order_approved_at: maybe(instant, 'paid_at'),
      order_delivered_carrier_date: maybe(instant, 'shipped_at'),
      order_delivered_customer_date: maybe(instant, 'delivered_at'),
      order_estimated_delivery_date: maybe(instant, 'estimated_delivery_at'),
    }),
    // Only the customers file says who a customer_id is, so that the database cannot answer for it.
    references: [{ kind: 'customer', columns: { customer_id: 'customer_id' }, stage: 'olist_customers', table: null }],
  },
  items: {
    name: 'olist_order_items_dataset.csv',
    stage: 'olist_items',
    key: ['order_id', 'line'],
    columns: columnsOf({
      order_id: required(name),
      order_item_id: required(count, 'line'),
      product_id: required(name),
      seller_id: required(name),
      shipping_limit_date: maybe(instant),
      price: required(amount),
      freight_value: required(amount),
    }),
    references: [
      order,
      { kind: 'sku', columns: { product_id: 'sku' }, stage: 'olist_products', table: 'products' },
      { kind: 'merchant', columns: { seller_id: 'id' }, stage: 'olist_sellers', table: 'merchants' },
    ],
    money: { columns: ['price', 'freight_value'], currency },
  },
  payments: {
    name: 'olist_order_payments_dataset.csv',
    stage: 'olist_payments',
    key: ['order_id', 'id'],
    columns: columnsOf({
      order_id: required(name),
      payment_sequential: required(name, 'id'),
      payment_type: required(name),
      payment_installments: unused(),
      payment_value: required(amount),
    }),
    references: [order],
    money: { columns: ['payment_value'], currency },
  },
  reviews: {
    name: 'olist_order_reviews_dataset.csv',
    stage: 'olist_reviews',
    key: ['order_id', 'id'],
    columns: columnsOf({
      review_id: required(name, 'id'),
      order_id: required(name),
      review_score: required(rating),
      review_comment_title: maybe(text),
      review_comment_message: maybe(text),
      review_creation_date: required(instant),
      review_answer_timestamp: unused(),
    }),
    references: [order],
  },
} satisfies Record<string, SourceFile>
