import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { methodName } from '../../shop/orders/words.ts'
import { paymentsChart } from '../charts/payments.ts'
import { type Figures, type Sums, share, sumOf } from './metrics.ts'
import type { ReportDefinition, ReportQuery } from './report.ts'
import { arrange, reachesBack, slots } from './slots.ts'

const sums = ['payments', 'failed', 'captured', 'refunded'] as const

/** Payments by method. A payment is of a whole order, so there is none of a merchant's lines. */
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
  perMerchant: false,
  chart: paymentsChart,
  async read(db, query) {
    const { before, window, points, pointsBefore } = arrange(await readHours(db, query), query)
    const first = await db.selectFrom('payment_hours').select('bucket').orderBy('bucket').limit(1).executeTakeFirst()
    const hasPast = reachesBack(first?.bucket, query)
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
  return db
    .selectFrom('payment_hours')
    .select([slot('bucket').as('slot'), 'method', 'currency'])
    .select(
      [...sums, 'own_captured' as const, 'own_refunded' as const].map((column) =>
        sql<bigint>`sum(${sql.ref(column)})::bigint`.as(column),
      ),
    )
    .where(within('bucket'))
    .groupBy(['slot', 'method', 'currency'])
    .orderBy('currency')
    .execute()
}
