import { toDecimal } from '../../shop/money.ts'
import type { Figures, Metric } from '../reports/metrics.ts'
import type { Report } from '../reports/report.ts'
import { isOverBy } from '../reports/series.ts'
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

/** Whether a point of a report's series says something: it has begun by now, and was not over before there were records. */
export function isKnown({ buckets, asOf, recordsBegin }: Report, index: number): boolean {
  const start = buckets[index]?.start
  const isToCome = start && Temporal.Instant.compare(start, asOf) > 0
  return !isToCome && !isOverBy(buckets, index, recordsBegin)
}

/** What is yet to come, or from before the records, is a gap and not a zero. */
export const whereKnown = (values: readonly (number | null)[], report: Report) =>
  values.map((value, index) => (isKnown(report, index) ? value : null))
