import { offsetPeriods } from './offset-periods.ts'
import type { Cut } from './stretches.ts'

const hourLength = 3_600_000

/**
 * Gives a function from an instant to the local hour it lies in. A change of offset always begins a new hour: the
 * repeated autumn hour is two, and Lord Howe's half-hour shift makes one of 30 minutes. Instants of the same offset one
 * after the other cost arithmetic only, so ask in order.
 */
export function localHours(zone: string): Cut {
  const periodAt = offsetPeriods(zone)
  return (at) => {
    const { start, end, offset } = periodAt(at)
    const begin = Math.floor((at.epochMilliseconds + offset) / hourLength) * hourLength - offset
    return {
      bucket: Temporal.Instant.fromEpochMilliseconds(Math.max(begin, start)),
      until: Temporal.Instant.fromEpochMilliseconds(Math.min(begin + hourLength, end)),
    }
  }
}
