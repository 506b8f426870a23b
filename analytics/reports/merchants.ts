import { filterNames } from '../../shop/orders/narrowing.ts'
import { merchantsChart } from '../charts/merchants.ts'
import { merchantSums, readMerchantBuckets, readMerchants } from './merchant-facts.ts'
import { type Figures, type Sums, share, sumOf } from './metrics.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition } from './report.ts'
import { hasPast } from './scope.ts'
import { arrange } from './slots.ts'

/** How merchants do: what they sell, what comes back, what leaves late, what is cancelled, and how they are rated. */
export const merchants: ReportDefinition = {
  name: 'merchants',
  title: 'report.merchants',
  keyFigures: [
    'gross_sales',
    'orders_placed',
    'return_rate',
    'late_shipment_rate',
    'cancellation_rate',
    'average_rating',
  ],
  row: {
    key: 'merchant',
    title: 'report.merchant_name',
    figures: [
      ...(['gross_sales', 'orders_placed', 'return_rate', 'late_shipment_rate', 'cancellation_rate'] as const),
      ...(['average_rating', 'exceptions', 'unanswered_exceptions'] as const),
    ],
  },
  records: orderRecords,
  filters: filterNames,
  chart: merchantsChart,
  async read(db, query) {
    const [buckets, own, past] = await Promise.all([
      readMerchantBuckets(db, query),
      readMerchants(db, query),
      hasPast(db, query),
    ])
    const { before, window, points, pointsBefore } = arrange(buckets, query)
    const figures = (rows: readonly Counted[]) => merchantFigures(sumOf(rows, merchantSums))
    return {
      totals: { ...figures(window), unanswered_exceptions: sumOf(own, ['unanswered']).unanswered },
      previous: past ? figures(before) : null,
      series: points.map(figures),
      previousSeries: past ? pointsBefore.map(figures) : null,
      rows: own
        .map(({ merchant, name, unanswered, ...sums }) => ({
          name: merchant,
          label: name ?? undefined,
          figures: { ...figures([sums]), unanswered_exceptions: unanswered },
        }))
        .sort(
          (a, b) => Number((b.figures.gross_sales ?? 0n) - (a.figures.gross_sales ?? 0n)) || (a.name < b.name ? -1 : 1),
        )
        .slice(0, query.limit),
      byCurrency: {},
    }
  },
}

type Counted = Sums<(typeof merchantSums)[number]>

const merchantFigures = ({ late, stars, ...counted }: Counted): Figures => ({
  ...counted,
  return_rate: share(counted.returns, counted.gross_sales),
  cancellation_rate: share(counted.orders_cancelled, counted.orders_placed),
  late_shipment_rate: share(late, counted.due_shipments),
  average_rating: counted.reviews === 0n ? null : Number(stars) / Number(counted.reviews),
})
