/** A stretch of time with one offset from UTC, in milliseconds. */
export interface Period {
  start: number
  end: number
  offset: number
}

/** Gives a function from an instant to the stretch of one offset that it lies in. Of the same as before it costs nothing. */
export function offsetPeriods(zone: string): (at: Temporal.Instant) => Period {
  let period: Period = { start: 0, end: 0, offset: 0 }
  return (at) => {
    const time = at.epochMilliseconds
    if (time < period.start || time >= period.end) period = periodOf(at, zone)
    return period
  }
}

function periodOf(at: Temporal.Instant, zone: string): Period {
  // A transition counts as previous only where it lies strictly before, so look from just after.
  const after = at.add({ nanoseconds: 1 }).toZonedDateTimeISO(zone)
  return {
    start: after.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    end: at.toZonedDateTimeISO(zone).getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
  }
}
