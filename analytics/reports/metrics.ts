/** Every figure of METRICS and what it is. Its name for a reader is `metric.NAME` in the catalogue. */
export const metrics = {
  orders_placed: 'count',
  orders_cancelled: 'count',
  orders_paid: 'count',
  units: 'count',
  gross_sales: 'money',
  discounts: 'money',
  cancellations: 'money',
  returns: 'money',
  net_sales: 'money',
  shipping: 'money',
  tax: 'money',
  shipping_refunds: 'money',
  total_sales: 'money',
  average_order_value: 'money',
  customers: 'count',
  returning_customers: 'count',
  payments: 'count',
  captured: 'money',
  refunded: 'money',
  failed: 'count',
  success_rate: 'rate',
  conversations: 'count',
  complaints: 'count',
  resolved: 'count',
  first_response_p50: 'seconds',
  first_response_p90: 'seconds',
  resolution_p50: 'seconds',
  replies: 'count',
  reopened: 'count',
  rating: 'score',
  returned_units: 'count',
  on_hand: 'count',
  available: 'count',
  days_of_cover: 'days',
  reviews: 'count',
  average_rating: 'score',
  late_shipments: 'count',
  late_deliveries: 'count',
  overdue_deliveries: 'count',
  mean_days_to_deliver: 'days',
  requested: 'count',
  approved: 'count',
  rejected: 'count',
  succeeded: 'count',
  refunds: 'count',
  refund_rate: 'rate',
  decide_p50: 'seconds',
  decide_p90: 'seconds',
  pay_p50: 'seconds',
  new_customers: 'count',
  repeat_customers: 'count',
  repeat_rate: 'rate',
  goods_low: 'count',
  customers_waiting: 'count',
  tracked_products: 'count',
  stock_value: 'money',
  below_warning: 'count',
  below_safety: 'count',
  at_minimum: 'count',
  out_of_stock: 'count',
  running_out: 'count',
  movements: 'count',
  on_hand_change: 'count',
  reserved_change: 'count',
  redemptions: 'count',
  released: 'count',
  promoted_orders: 'count',
  discount_given: 'money',
  promoted_sales: 'money',
  order_share: 'rate',
  cost_share: 'rate',
  basket_with: 'money',
  basket_without: 'money',
  uplift: 'lift',
  issued: 'count',
  redemption_rate: 'rate',
  return_rate: 'rate',
  cancellation_rate: 'rate',
  late_shipment_rate: 'rate',
  due_shipments: 'count',
  exceptions: 'count',
  unanswered_exceptions: 'count',
} as const satisfies Record<string, 'count' | 'money' | 'rate' | 'lift' | 'seconds' | 'score' | 'days'>

export type Metric = keyof typeof metrics
export const metricNames = Object.keys(metrics) as Metric[]

/**
 * Counts and money (in minor units) are bigint, rates numbers 0..1, a lift a share above or below, scores 1..5; null where a figure cannot be had.
 */
export type Figures = {
  readonly [M in Metric]?: ((typeof metrics)[M] extends 'count' | 'money' ? bigint : number) | null
}

/** What is counted or added, so that it adds up over buckets. */
export type Sums<M extends string> = Record<M, bigint>

/** Adds up rows, figure by figure; zeros where there is none. */
export function sumOf<M extends string>(rows: readonly Sums<M>[], keys: readonly M[]): Sums<M> {
  return Object.fromEntries(keys.map((key) => [key, rows.reduce((sum, row) => sum + row[key], 0n)])) as Sums<M>
}

/** An amount over a count, in minor units, rounded half up; null over nothing. Neither is negative. */
export const mean = (amount: bigint, count: bigint): bigint | null =>
  count === 0n ? null : (2n * amount + count) / (2n * count)

/** One count over another as a share of 1; null over nothing. */
export const share = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number(part) / Number(whole)

/**
 * By how much a figure changed, as a share of what it was; null where there is nothing to compare with, and of a lift, which
 * compares already.
 */
export function changeOf(metric: Metric, now: Figures[Metric], before: Figures[Metric]): number | null {
  return metrics[metric] === 'lift' ? null : relativeChange(now, before)
}

/** By how much a number changed, as a share of what it was; null where there is nothing to compare with. */
export const relativeChange = (now: Figures[Metric], before: Figures[Metric]): number | null =>
  now == null || before == null || Number(before) === 0
    ? null
    : (Number(now) - Number(before)) / Math.abs(Number(before))
