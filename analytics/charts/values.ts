import { toDecimal } from '../../shop/money.ts'
import type { Figures, Metric } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { spanOf } from '../reports/window.ts'

/** A metric over the points of a series. */
const over = (metric: Metric, series: readonly Figures[]) => series.map((figures) => figures[metric] ?? null)

/** Money in major units, as an axis measures it: exact up to 15 digits. */
const major = (amount: bigint, currency: string): number => Number(toDecimal(amount, currency))

/** A money metric over the points. */
export const moneyOver = (metric: Metric, series: readonly Figures[], currency: string) =>
  over(metric, series).map((value) => (value === null ? null : major(BigInt(value), currency)))

export const countOver = (metric: Metric, series: readonly Figures[]) =>
  over(metric, series).map((value) => (value === null ? null : Number(value)))

/** What stands beside the window; a gap where a day has none to stand beside it. */
export const beside = (values: readonly (number | null)[], { buckets, before, zone }: Report) =>
  values.map((value, index) => {
    const end = buckets[index + 1]?.before ?? spanOf(before, zone).end
    return buckets[index]?.before.equals(end) ? null : value
  })

/** What is yet to come is a gap and not a zero. */
export const untilNow = (values: readonly (number | null)[], { buckets, asOf }: Report) =>
  values.map((value, index) => {
    const start = buckets[index]?.start
    return start && Temporal.Instant.compare(start, asOf) > 0 ? null : value
  })
