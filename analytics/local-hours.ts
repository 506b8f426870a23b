import type { Stretch } from './stretches.ts'

const hourLength = 3_600_000

/** A stretch of time with one offset from UTC, in milliseconds. */
interface Period {
  start: number
  end: number
  offset: number
}

/** The stretch of one offset that an instant lies in. */
function periodOf(at: Temporal.Instant, zone: string): Period {
  // A transition counts as previous only where it lies strictly before, so look from just after.
  const after = at.add({ nanoseconds: 1 }).toZonedDateTimeISO(zone)
  return {
    start: after.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    end: at.toZonedDateTimeISO(zone).getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
  }
}

/**
 * Gives a function from an instant to the local hour it lies in. A change of offset always begins a new hour: the
 * repeated autumn hour is two, and Lord Howe's half-hour shift makes one of 30 minutes. Instants of the same offset one
 * after the other cost arithmetic only, so ask in order.
 */
export function localHours(zone: string): (at: Temporal.Instant) => Stretch {
  let period: Period = { start: 0, end: 0, offset: 0 }
  return (at) => {
    const time = at.epochMilliseconds
    if (time < period.start || time >= period.end) period = periodOf(at, zone)
    const begin = Math.floor((time + period.offset) / hourLength) * hourLength - period.offset
    return {
      bucket: Temporal.Instant.fromEpochMilliseconds(Math.max(begin, period.start)),
      until: Temporal.Instant.fromEpochMilliseconds(Math.min(begin + hourLength, period.end)),
    }
  }
}
