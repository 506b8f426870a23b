import { sql } from 'kysely'
import { rebuilding } from '../../db/rebuild.ts'
import type { Trx } from '../../db/tables/index.ts'
import { markOrdersOf } from '../marks.ts'
import type { CsvFile } from './csv-files.ts'
import type { Given } from './given.ts'
import { createProducts, levels, writeStock } from './goods.ts'
import { createItems, shareOrderFigures } from './order-items.ts'
import { checkCancellations, createOrders } from './orders.ts'
import { createPayments } from './payments.ts'
import { removeOldParts, splitRefunds, writeParts } from './refunds.ts'
import { writeDiscounts, writeEvents } from './timeline.ts'
import { type Content, type Counts, findChanges, writeChanges } from './write.ts'

/** What the order family is to hold, in the order in which it is written. */
const family: [CsvFile, Content][] = [
  [
    'orders',
    {
      table: 'orders',
      from: 'next_orders',
      key: ['number'],
      columns: [
        ...['customer_id', 'placed_at', 'status', 'currency', 'rate', 'region', 'imported'],
        ...['gross', 'discount', 'shipping', 'tax', 'total', 'captured', 'refunded'],
        ...['paid_at', 'ship_by', 'shipped_at', 'estimated_delivery_at', 'delivered_at', 'cancelled_at'],
      ],
    },
  ],
  [
    'items',
    {
      table: 'order_items',
      from: 'next_order_items',
      key: ['order_number', 'line'],
      columns: [
        ...['ordered_at', 'sku', 'name', 'category', 'merchant_id', 'quantity', 'unit_price'],
        ...['discount', 'shipping', 'tax'],
      ],
    },
  ],
  [
    'payments',
    {
      table: 'payments',
      from: 'next_payments',
      key: ['order_number', 'id'],
      columns: ['method', 'amount', 'status', 'at', 'refunded'],
    },
  ],
  [
    'refunds',
    {
      table: 'refunds',
      from: 'next_refunds',
      key: ['order_number', 'id'],
      columns: [
        'state',
        'amount',
        'goods',
        'shipping',
        'surplus',
        'reason',
        'requested_at',
        'decided_at',
        'refunded_at',
      ],
    },
  ],
]

/** Rows that are written as the files have them, as far as they say. */
const asGiven = (
  table: Content['table'],
  from: string,
  key: string[],
  given: readonly string[],
  elsewhere: readonly string[] = [],
): Content => ({ table, from, key, columns: given.filter((column) => ![...key, ...elsewhere].includes(column)) })

/** How many steps `onTable` is told of. */
export const writingSteps = 8 + family.length

/** The tables of orders; a large load into empty ones builds what hangs on them only afterwards. */
const orderTables = [
  ...(['orders', 'order_items', 'payments', 'refunds', 'refund_lines', 'refund_parts'] as const),
  ...(['order_events', 'imported_discounts', 'reviews'] as const),
]
const largeLoad = 20_000

/**
 * Brings the shop's tables in line with the staged files (`in_...`, `touched`, `currencies`): decides all, then writes
 * what differs and marks the buckets of the reports. Gives what became of the rows of each file. Throws BadData.
 */
export async function writeHistory(
  trx: Trx,
  given: Given,
  { shopCurrency, now }: { shopCurrency: string; now: Temporal.Instant },
  onTable: (table: string) => void,
): Promise<Record<CsvFile, Counts>> {
  const counts = {} as Record<CsvFile, Counts>
  const replace = async (file: CsvFile, content: Content) => {
    onTable(content.table)
    counts[file] = await findChanges(trx, content)
    await writeChanges(trx, content)
  }
  await replace('merchants', asGiven('merchants', 'in_merchants', ['id'], given.merchants))
  await createProducts(trx, given, now)
  const products = asGiven('products', 'next_products', ['sku'], given.products, ['on_hand', ...levels])
  await replace('products', { ...products, stamps: ['updated_at'] })
  await writeStock(trx, now)
  await replace('customers', asGiven('customers', 'in_customers', ['id'], given.customers))
  await decideOrders(trx, given, shopCurrency, onTable)
  for (const [file, content] of family) counts[file] = await findChanges(trx, content)

  const large = (await createChanged(trx)) >= largeLoad
  // What moves leaves one bucket and enters another.
  await markOrdersOf(trx, sql`select order_number from changed where known`)
  const write = async () => {
    await writeOrders(trx, now, onTable)
    await replace('reviews', asGiven('reviews', 'in_reviews', ['order_number', 'id'], given.reviews))
  }
  await (large && (await isFirst(trx)) ? rebuilding(trx, orderTables, write) : write())
  if (large)
    for (const table of ['products', 'customers', ...orderTables]) await sql`analyze ${sql.table(table)}`.execute(trx)
  onTable('rollup_marks')
  await markOrdersOf(trx, sql`select order_number from changed`)
  return counts
}

/** Lists in `changed` the orders of which something is to be written, and gives how many there are. */
async function createChanged(trx: Trx): Promise<number> {
  await sql`
    create temp table changed on commit drop as
    select order_number, o.number is not null as known
    from (
      select number as order_number from changes_of_orders union select order_number from changes_of_order_items
      union select order_number from changes_of_payments union select order_number from next_refunds where anew
    ) c left join orders o on o.number = c.order_number`.execute(trx)
  await sql`analyze changed`.execute(trx)
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from changed`.execute(trx)
  return rows[0]?.count ?? 0
}

async function isFirst(trx: Trx): Promise<boolean> {
  const { rows } = await sql`select from orders limit 1`.execute(trx)
  return rows.length === 0
}

/** Puts in `next_...` tables what the order family will be, reading the database and changing nothing of it. */
async function decideOrders(trx: Trx, given: Given, shopCurrency: string, onTable: (table: string) => void) {
  onTable('payments')
  await checkCancellations(trx)
  await createPayments(trx, given)
  await splitRefunds(trx)
  onTable('order_items')
  await createItems(trx, given)
  await createOrders(trx, given, shopCurrency)
  await shareOrderFigures(trx)
}

async function writeOrders(trx: Trx, now: Temporal.Instant, onTable: (table: string) => void) {
  await removeOldParts(trx)
  for (const [, content] of family) {
    onTable(content.table)
    await writeChanges(trx, content)
  }
  await writeParts(trx)
  await writeDiscounts(trx)
  onTable('order_events')
  await writeEvents(trx, now)
}
