import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { type Filters, isWhole, orderCounts } from '../../shop/orders/narrowing.ts'
import { methodName } from '../../shop/orders/words.ts'
import { paymentsChart } from '../charts/payments.ts'
import { paymentColumns, paymentsOf } from '../rollups/payments.ts'
import { type Figures, type Sums, share, sumOf } from './metrics.ts'
import { paymentRecords } from './records.ts'
import type { ReportDefinition, ReportQuery } from './report.ts'
import { ofRegion } from './scope.ts'
import { arrange, asBuckets, reachesBack, slots } from './slots.ts'

const sums = ['payments', 'failed', 'captured', 'refunded'] as const

/** Payments by method. A payment is of a whole order, so there is none of some of its lines. */
export const payments: ReportDefinition = {
  name: 'payments',
  title: 'report.payments',
  keyFigures: ['captured', 'refunded', 'payments', 'failed', 'success_rate'],
  row: {
    key: 'method',
    title: 'report.method',
    figures: ['payments', 'captured', 'refunded', 'failed', 'success_rate'],
    nameWords: methodName,
  },
  records: paymentRecords,
  filters: ['region', 'method'],
  chart: paymentsChart,
  async read(db, query) {
    const { before, window, points, pointsBefore } = arrange(await readHours(db, query), query)
    const hasPast = reachesBack(await paymentRecords(db, null), query)
    const methods = Map.groupBy(window, (row) => row.method)
    return {
      totals: paymentFigures(sumOf(window, sums)),
      previous: hasPast ? paymentFigures(sumOf(before, sums)) : null,
      series: points.map((rows) => paymentFigures(sumOf(rows, sums))),
      previousSeries: hasPast ? pointsBefore.map((rows) => paymentFigures(sumOf(rows, sums))) : null,
      rows: [...methods]
        .map(([name, rows]) => ({ name, sums: sumOf(rows, sums) }))
        .sort((a, b) => Number(b.sums.captured - a.sums.captured) || (a.name < b.name ? -1 : 1))
        .map((row) => ({ name: row.name, figures: paymentFigures(row.sums) })),
      byCurrency: Object.fromEntries(
        [...Map.groupBy(window, (row) => row.currency)].map(([currency, rows]) => [
          currency,
          sumOf(
            rows.map((row) => ({ captured: row.own_captured, refunded: row.own_refunded })),
            ['captured', 'refunded'],
          ),
        ]),
      ),
    }
  },
}

const paymentFigures = (sum: Sums<(typeof sums)[number]>): Figures => ({
  ...sum,
  success_rate: share(sum.payments, sum.payments + sum.failed),
})

async function readHours(db: Db, query: ReportQuery) {
  const { within, slot } = slots(query)
  const { method, ...ofOrders } = query.filters
  const { rows } = await sql<PaymentSums>`
    select ${slot('bucket')} as slot, method, currency, ${sql.join(
      [...sums, 'own_captured', 'own_refunded'].map(
        (column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`,
      ),
    )}
    from ${paymentsIn(query, ofOrders)} where ${within('bucket')} and ${method === undefined ? sql`true` : sql`method = ${method}`}
    group by slot, method, currency order by currency`.execute(db)
  return rows
}

type PaymentSums = Sums<(typeof sums)[number] | 'own_captured' | 'own_refunded'> & {
  readonly slot: number
  readonly method: string
  readonly currency: string
}

/**
 * The payments of a query for the orders that these filters leave: of the rollup, which tells regions apart, or of the orders
 * themselves.
 */
export function paymentsIn(query: ReportQuery, filters: Filters): RawBuilder<unknown> {
  const { region, ...others } = filters
  if (!isWhole(others) || !query.isRolledUp)
    return sql`(${paymentsOf(asBuckets(slots(query)), orderCounts(filters, 'orders'))}) as counted (${paymentColumns})`
  return ofRegion('payment_hours', region)
}
