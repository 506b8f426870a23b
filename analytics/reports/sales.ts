import type { Db } from '../../db/tables/index.ts'
import { filterNames } from '../../shop/orders/narrowing.ts'
import { salesChart } from '../charts/sales.ts'
import { countCustomers } from './customer-counts.ts'
import { merchants } from './merchants.ts'
import { type Figures, mean, type Sums, sumOf } from './metrics.ts'
import { products } from './products.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition, ReportFigures, ReportQuery } from './report.ts'
import { charges, columns, type counts, readSalesSums } from './sales-sums.ts'
import { hasPast } from './scope.ts'
import { arrange, wholes } from './slots.ts'

/** Sales of the whole shop, or of what filters leave of it. */
export const sales: ReportDefinition = {
  name: 'sales',
  title: 'report.sales',
  keyFigures: ['total_sales', 'net_sales', 'orders_placed', 'average_order_value', 'customers', 'returning_customers'],
  row: null,
  borrows: [products, merchants],
  records: orderRecords,
  filters: filterNames,
  chart: salesChart,
  async read(db, query) {
    const [figures, [customersBefore, customers]] = await Promise.all([
      readAddedUp(db, query),
      windowCustomers(db, query),
    ])
    const { totals, previous } = figures
    return {
      ...figures,
      totals: { ...totals, ...customers },
      previous: previous && { ...previous, ...customersBefore },
    }
  },
}

/** All of it that adds up over buckets: without the customers. */
export async function readAddedUp(db: Db, query: ReportQuery): Promise<ReportFigures> {
  const { before, window, points, pointsBefore } = arrange(await readSalesSums(db, query), query)
  const past = await hasPast(db, query)
  const figures = (rows: Parameters<typeof sumOf<(typeof columns)[number]>>[0]) => salesFigures(sumOf(rows, columns))
  return {
    totals: figures(window),
    previous: past ? figures(before) : null,
    series: points.map(figures),
    previousSeries: past ? pointsBefore.map(figures) : null,
    rows: [],
    byCurrency: Object.fromEntries(
      [...Map.groupBy(window, (row) => row.currency)].map(([currency, rows]) => [
        currency,
        withNet(sumOf(rows.map(own), charges)),
      ]),
    ),
  }
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

/** The customers of the window before and of the window, and those of them who had ordered earlier. */
async function windowCustomers(db: Db, query: ReportQuery): Promise<Figures[]> {
  const counted = await countCustomers(db, wholes(query), query.filters, query.isRolledUp)
  return counted.map(({ customers, returning_customers }) => ({ customers, returning_customers }))
}
