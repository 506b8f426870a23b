import { medianOf } from '../median.ts'

/** What a figure usually is: from `low` to `high` around the median. */
export interface Band {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Makes the median absolute deviation of normally distributed values their standard deviation. */
const SCALE = 1.4826

/** Fewer values than this say nothing about what is usual. */
const LEAST_KNOWN = 5

/** The modified z-score from which Iglewicz and Hoaglin call a value an outlier. */
export const USUAL_LIMIT = 3.5

/**
 * The band of values whose modified z-score is at most `limit`: the median, give or take `limit` times the scaled median
 * absolute deviation. After B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, ASQC, 1993. Unlike mean and
 * standard deviation it is not moved by the very outliers that it is to show. Null where fewer than five values are known,
 * and where more than half of them are the same: then nothing tells how far from it is far.
 */
export function bandOf(values: readonly (number | null)[], limit = USUAL_LIMIT): Band | null {
  const known = values.filter((value) => value !== null)
  if (known.length < LEAST_KNOWN) return null
  const median = medianOf(known)
  const deviation = SCALE * medianOf(known.map((value) => Math.abs(value - median)))
  return deviation === 0 ? null : { median, low: median - limit * deviation, high: median + limit * deviation }
}
