import { filterNames } from '../../shop/orders/narrowing.ts'
import { salesChart } from '../charts/sales.ts'
import type { Figures, Metric } from './metrics.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { orderRecords } from './records.ts'
import { refunds } from './refunds.ts'
import type { ReportDefinition } from './report.ts'
import { sales } from './sales.ts'
import { stock } from './stock.ts'
import { support } from './support.ts'

/** What is taken from which report, as it computes it. */
const parts: readonly { of: ReportDefinition; figures: readonly Metric[] }[] = [
  { of: sales, figures: ['total_sales', 'orders_placed', 'average_order_value', 'customers'] },
  { of: payments, figures: ['captured', 'success_rate'] },
  { of: refunds, figures: ['refunded', 'refund_rate'] },
  { of: orders, figures: ['late_shipments', 'overdue_deliveries'] },
  { of: support, figures: ['conversations', 'first_response_p50', 'rating'] },
  { of: stock, figures: ['stock_value', 'below_safety', 'out_of_stock'] },
]

/** The shop at one look. Cut down, it has the parts that can be cut down so. */
export const overview: ReportDefinition = {
  name: 'overview',
  title: 'report.overview',
  keyFigures: parts.flatMap(({ figures }) => figures.slice(0, 2)),
  row: null,
  records: orderRecords,
  filters: filterNames,
  chart: salesChart,
  async read(db, query) {
    const shown = parts.filter(({ of }) =>
      filterNames.every((one) => query.filters[one] === undefined || of.filters.includes(one)),
    )
    const read = await Promise.all(
      shown.map(async ({ of, figures }) => ({ figures, ...(await of.read(db, { ...query, limit: 1 })) })),
    )
    const [first] = read
    if (!first) throw new Error('the overview has no part')
    const together = (of: (part: (typeof read)[number]) => Figures | null | undefined) =>
      Object.assign({}, ...read.map((part) => taken(of(part), part.figures))) as Figures
    return {
      totals: together(({ totals }) => totals),
      previous: first.previous && together(({ previous }) => previous),
      series: query.buckets.map((_, at) => together(({ series }) => series[at])),
      previousSeries:
        first.previousSeries && query.buckets.map((_, at) => together((part) => part.previousSeries?.[at])),
      rows: [],
      byCurrency: {},
    }
  },
}

/** Of a part's figures those that are shown, as far as it has them. */
const taken = (figures: Figures | null | undefined, wanted: readonly Metric[]) =>
  Object.fromEntries(wanted.flatMap((metric) => (figures && metric in figures ? [[metric, figures[metric]]] : [])))
