import { offsetPeriods } from './offset-periods.ts'
import type { Cut } from './stretches.ts'

const dayLength = 24 * 3_600_000

/**
 * Gives a function from an instant to the local day it lies in: from the first instant of a date up to that of the next, also
 * where the clocks leave out midnight, repeat it, or are turned back over it and show the date before once more. A day
 * that is well away from a change of offset costs arithmetic only, if asked in order.
 */
export function localDays(zone: string): Cut {
  const periodAt = offsetPeriods(zone)
  return (at) => {
    const { start, end, offset } = periodAt(at)
    const begin = Math.floor((at.epochMilliseconds + offset) / dayLength) * dayLength - offset
    // Up to a day after a change the date may have begun before it.
    if (begin > start + dayLength && begin + dayLength < end)
      return {
        bucket: Temporal.Instant.fromEpochMilliseconds(begin),
        until: Temporal.Instant.fromEpochMilliseconds(begin + dayLength),
      }
    const date = at.toZonedDateTimeISO(zone).toPlainDate()
    const first = (days: number) => date.add({ days }).toZonedDateTime(zone).toInstant()
    // Turned back over midnight, clocks show a date of which the next one has begun.
    const days = Temporal.Instant.compare(first(1), at) <= 0 ? 1 : 0
    return { bucket: first(days), until: first(days + 1) }
  }
}
