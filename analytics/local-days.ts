import { offsetPeriods } from './offset-periods.ts'
import type { Cut } from './stretches.ts'

const dayLength = 24 * 3_600_000

/**
 * Gives a function from an instant to the local day it lies in. Where the clocks leave out midnight, the day begins with
 * the first instant after the gap; where they repeat it, with the first. A day without a change of offset costs arithmetic
 * only, if asked in order.
 */
export function localDays(zone: string): Cut {
  const periodAt = offsetPeriods(zone)
  return (at) => {
    const { start, end, offset } = periodAt(at)
    const begin = Math.floor((at.epochMilliseconds + offset) / dayLength) * dayLength - offset
    // A change at either midnight may have made the day longer.
    if (begin > start && begin + dayLength < end)
      return {
        bucket: Temporal.Instant.fromEpochMilliseconds(begin),
        until: Temporal.Instant.fromEpochMilliseconds(begin + dayLength),
      }
    const day = at.toZonedDateTimeISO(zone).startOfDay()
    return { bucket: day.toInstant(), until: day.add({ days: 1 }).startOfDay().toInstant() }
  }
}
