import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { salesChart } from '../charts/sales.ts'
import { type Figures, mean, type Sums, sumOf } from './metrics.ts'
import type { ReportDefinition, ReportQuery } from './report.ts'
import { arrange, reachesBack, slots } from './slots.ts'
import { spanOf, type Window } from './window.ts'

const counts = ['orders_placed', 'orders_cancelled', 'orders_paid', 'units'] as const
const charges = ['gross_sales', 'discounts', 'cancellations', 'returns', 'shipping', 'tax', 'shipping_refunds'] as const
const columns = [...counts, ...charges]

/** Sales of the whole shop, or of one merchant's lines. */
export const sales: ReportDefinition = {
  name: 'sales',
  title: 'report.sales',
  keyFigures: ['total_sales', 'net_sales', 'orders_placed', 'average_order_value', 'customers', 'returning_customers'],
  row: null,
  perMerchant: true,
  chart: salesChart,
  async read(db, query) {
    const { before, window, points, pointsBefore, currencies } = arrange(await readHours(db, query), query)
    const hasPast = reachesBack(await firstHour(db, query), query)
    return {
      totals: { ...salesFigures(sumOf(window, columns)), ...(await countCustomers(db, query.window, query)) },
      previous: hasPast
        ? { ...salesFigures(sumOf(before, columns)), ...(await countCustomers(db, query.before, query)) }
        : null,
      series: points.map((rows) => salesFigures(sumOf(rows, columns))),
      previousSeries: hasPast ? pointsBefore.map((rows) => salesFigures(sumOf(rows, columns))) : null,
      rows: [],
      byCurrency: Object.fromEntries(
        [...currencies].map(([currency, rows]) => [currency, withNet(sumOf(rows.map(own), charges))]),
      ),
    }
  },
}

type Charges = Sums<(typeof charges)[number]>

const withNet = (sums: Charges) => {
  const net_sales = sums.gross_sales - sums.discounts - sums.cancellations - sums.returns
  return { ...sums, net_sales, total_sales: net_sales + sums.shipping + sums.tax - sums.shipping_refunds }
}

/** What a window's sums amount to. Distinct customers do not add up over buckets and are no part of it. */
const salesFigures = (sums: Charges & Sums<(typeof counts)[number]>): Figures => ({
  ...withNet(sums),
  average_order_value: mean(sums.gross_sales - sums.discounts, sums.orders_placed),
})

/** A row's money as it was paid, in place of the shop's currency. */
const own = (row: Record<`own_${(typeof charges)[number]}`, bigint>): Charges =>
  Object.fromEntries(charges.map((key) => [key, row[`own_${key}`]])) as Charges

async function readHours(db: Db, query: ReportQuery) {
  const { start, end, slot } = slots(query)
  return db
    .selectFrom('sales_hours')
    .select([slot.as('slot'), 'currency'])
    .select(columns.map((column) => sql<bigint>`sum(${sql.ref(column)})::bigint`.as(column)))
    .select(charges.map((column) => sql<bigint>`sum(${sql.ref(`own_${column}`)})::bigint`.as(`own_${column}`)))
    .where('merchant_id', '=', query.merchant ?? '')
    .where('bucket', '>=', start)
    .where('bucket', '<', end)
    .groupBy(['slot', 'currency'])
    .orderBy('currency')
    .execute()
}

async function firstHour(db: Db, query: ReportQuery): Promise<Temporal.Instant | undefined> {
  const first = await db
    .selectFrom('sales_hours')
    .select('bucket')
    .where('merchant_id', '=', query.merchant ?? '')
    .orderBy('bucket')
    .limit(1)
    .executeTakeFirst()
  return first?.bucket
}

/** Distinct customers of a window, and those among them who had ordered before it: one index look-up each. */
async function countCustomers(db: Db, window: Window, { zone, merchant }: ReportQuery): Promise<Figures> {
  const { start, end } = spanOf(window, zone)
  const orders = db
    .selectFrom('orders')
    .$if(merchant !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('order_items')
            .where('merchant_id', '=', merchant)
            .whereRef('order_items.order_number', '=', 'orders.number'),
        ),
      ),
    )
  const row = await db
    .selectFrom(
      orders.select('customer_id').where('placed_at', '>=', start).where('placed_at', '<', end).distinct().as('buyers'),
    )
    .select(({ fn, exists }) => [
      fn.countAll<bigint>().as('customers'),
      fn
        .countAll<bigint>()
        .filterWhere(
          exists(orders.where(sql<boolean>`orders.customer_id = buyers.customer_id`).where('placed_at', '<', start)),
        )
        .as('returning_customers'),
    ])
    .executeTakeFirstOrThrow()
  return row
}
