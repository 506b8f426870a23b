import {
  amount,
  count,
  currency,
  instant,
  level,
  name,
  oneOf,
  positiveAmount,
  rate,
  rating,
  tags,
  text,
} from './cell-types.ts'
import { columnsOf, optional, type Reference, required, type SourceFile } from './source-file.ts'

const order: Reference = {
  kind: 'order',
  columns: { order_number: 'number' },
  stage: 'in_orders',
  table: 'orders',
}
const merchant: Reference = {
  kind: 'merchant',
  columns: { merchant_id: 'id' },
  stage: 'in_merchants',
  table: 'merchants',
}
const sku: Reference = { kind: 'sku', columns: { sku: 'sku' }, stage: 'in_products', table: 'products' }

const ownCurrency = 'join currencies c on c.code = s.currency'
const currencyOfOrder = 'join touched c using (order_number)'

/** The canonical files, in the order in which they depend on each other. Staged columns have the names of the tables'. */
export const csvFiles = {
  merchants: {
    name: 'merchants.csv',
    stage: 'in_merchants',
    key: ['id'],
    columns: columnsOf({ merchant_id: required(name, 'id'), name: required(text), email: optional(text) }),
  },
  products: {
    name: 'products.csv',
    stage: 'in_products',
    key: ['sku'],
    columns: columnsOf({
      sku: required(name),
      name: required(text),
      price: required(amount),
      currency: required(currency),
      name_zh: optional(text),
      category: optional(text),
      tags: optional(tags),
      merchant_id: optional(name),
      on_hand: optional(level),
      warning_stock: optional(level, 'warning_level'),
      safety_stock: optional(level, 'safety_level'),
      min_stock: optional(level, 'minimum_level'),
    }),
    references: [merchant],
    money: { columns: ['price'], currency: ownCurrency },
  },
  customers: {
    name: 'customers.csv',
    stage: 'in_customers',
    key: ['id'],
    columns: columnsOf({
      customer_id: required(name, 'id'),
      name: optional(text),
      email: optional(text),
      phone: optional(text),
      locale: optional(text),
      region: optional(text),
    }),
  },
  orders: {
    name: 'orders.csv',
    stage: 'in_orders',
    key: ['number'],
    columns: columnsOf({
      order_number: required(name, 'number'),
      customer_id: required(name),
      placed_at: required(instant),
      status: required(
        oneOf('pending_payment', 'paid', 'processing', 'shipped', 'delivered', 'completed', 'cancelled'),
      ),
      currency: required(currency),
      rate: optional(rate),
      shipping: optional(amount),
      tax: optional(amount),
      discount: optional(amount),
      paid_at: optional(instant),
      shipped_at: optional(instant),
      delivered_at: optional(instant),
      estimated_delivery_at: optional(instant),
      cancelled_at: optional(instant),
      region: optional(text),
    }),
    references: [{ kind: 'customer', columns: { customer_id: 'id' }, stage: 'in_customers', table: 'customers' }],
    money: { columns: ['shipping', 'tax', 'discount'], currency: ownCurrency },
  },
  items: {
    name: 'order_items.csv',
    stage: 'in_items',
    key: ['order_number', 'line'],
    columns: columnsOf({
      order_number: required(name),
      line: required(count),
      sku: required(name),
      quantity: required(count),
      unit_price: required(amount),
      name: optional(text),
      category: optional(text),
      merchant_id: optional(name),
      discount: optional(amount),
    }),
    references: [order, sku, merchant],
    money: { columns: ['unit_price', 'discount'], currency: currencyOfOrder },
  },
  payments: {
    name: 'payments.csv',
    stage: 'in_payments',
    key: ['order_number', 'id'],
    columns: columnsOf({
      order_number: required(name),
      payment_id: required(name, 'id'),
      method: required(name),
      amount: required(amount),
      status: required(oneOf('captured', 'failed')),
      at: required(instant),
    }),
    references: [order],
    money: { columns: ['amount'], currency: currencyOfOrder },
  },
  refunds: {
    name: 'refunds.csv',
    stage: 'in_refunds',
    key: ['order_number', 'id'],
    columns: columnsOf({
      order_number: required(name),
      refund_id: required(name, 'id'),
      amount: required(positiveAmount),
      at: required(instant),
      payment_id: optional(name),
      reason: optional(text),
      kind: optional(oneOf('goods', 'shipping')),
    }),
    references: [
      order,
      {
        kind: 'payment',
        columns: { order_number: 'order_number', payment_id: 'id' },
        stage: 'in_payments',
        table: 'payments',
      },
    ],
    money: { columns: ['amount'], currency: currencyOfOrder },
  },
  reviews: {
    name: 'reviews.csv',
    stage: 'in_reviews',
    key: ['order_number', 'id'],
    columns: columnsOf({
      order_number: required(name),
      review_id: required(name, 'id'),
      rating: required(rating),
      at: required(instant),
      sku: optional(name),
      comment: optional(text),
    }),
    references: [order, sku],
  },
} satisfies Record<string, SourceFile>

export type CsvFile = keyof typeof csvFiles
