import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Metric } from '../reports/metrics.ts'
import { type ReportName, reports } from '../reports/registry.ts'
import { type LiveFigure, type LiveName, liveFigures } from './live.ts'

/** The totals of each report that can be watched: those that it has for every stretch of time. Sales leave distinct customers to the report on them. */
const totals = {
  sales: [
    ...(['orders_placed', 'orders_cancelled', 'orders_paid', 'units', 'gross_sales', 'discounts'] as const),
    ...(['cancellations', 'returns', 'net_sales', 'shipping', 'tax', 'shipping_refunds', 'total_sales'] as const),
    'average_order_value',
  ],
  payments: ['payments', 'captured', 'refunded', 'failed', 'success_rate'],
  products: ['units', 'gross_sales', 'returned_units', 'reviews', 'average_rating'],
  orders: ['orders_placed', 'late_shipments', 'late_deliveries', 'overdue_deliveries', 'mean_days_to_deliver'],
  refunds: [
    ...(['requested', 'approved', 'rejected', 'succeeded', 'failed', 'refunded', 'refund_rate'] as const),
    ...(['decide_p50', 'decide_p90', 'pay_p50'] as const),
  ],
  customers: ['customers', 'new_customers', 'returning_customers', 'repeat_customers', 'repeat_rate'],
  support: [
    ...(['conversations', 'complaints', 'resolved', 'first_response_p50', 'first_response_p90'] as const),
    ...(['resolution_p50', 'replies', 'reopened', 'rating'] as const),
  ],
  stock: ['on_hand', 'available', 'stock_value'],
  promotions: [
    ...(['redemptions', 'released', 'promoted_orders', 'discount_given', 'promoted_sales', 'order_share'] as const),
    ...(['cost_share', 'basket_with', 'basket_without', 'uplift'] as const),
  ],
  merchants: [
    ...(['orders_placed', 'orders_cancelled', 'due_shipments', 'gross_sales', 'returns', 'reviews'] as const),
    ...(['exceptions', 'return_rate', 'cancellation_rate', 'late_shipment_rate', 'average_rating'] as const),
  ],
  // Its figures are the others'.
  overview: [],
} as const satisfies Record<ReportName, readonly Metric[]>

/** Of orders placed long ago more has become of them than of new ones: these figures of then and now cannot be compared. */
const inHindsight: ReadonlySet<Metric> = new Set([
  ...(['late_shipments', 'late_deliveries', 'overdue_deliveries', 'mean_days_to_deliver'] as const),
  ...(['due_shipments', 'late_shipment_rate'] as const),
])

/** What a rule may watch. */
export type AlertFigure = {
  /** `REPORT.KEY` or `live.KEY`. */
  readonly name: string
  readonly metric: Metric
  readonly perMerchant: boolean
  /** Whether it can be read of a time gone by as it was then. */
  readonly hasPast: boolean
} & (
  | { readonly report: ReportName; readonly live: null }
  | { readonly report: null; readonly live: LiveFigure & { readonly name: LiveName } }
)

/** Every figure that can be watched. */
export const figures: readonly AlertFigure[] = [
  ...(Object.keys(liveFigures) as LiveName[]).map((name) => ({
    ...{ name: `live.${name}`, report: null, hasPast: false, live: { ...liveFigures[name], name } },
    ...{ metric: liveFigures[name].metric, perMerchant: liveFigures[name].perMerchant },
  })),
  ...(Object.keys(totals) as ReportName[]).flatMap((report) =>
    totals[report].map((metric) => ({
      ...{ name: `${report}.${metric}`, metric, report, live: null, hasPast: !inHindsight.has(metric) },
      // What was captured is of whole orders, so a merchant has no rate of it.
      perMerchant: reports[report].filters.includes('merchant') && metric !== 'refund_rate',
    })),
  ),
]

const byName = new Map(figures.map((figure) => [figure.name, figure]))

/** The figure of a name; refuses one that there is not. */
export function figureNamed(name: string): Result<AlertFigure> {
  const figure = byName.get(name)
  return figure ? ok(figure) : refuse('alert.figure_unknown', { figure: name })
}
