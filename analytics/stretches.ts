/** A stretch of time, as a bucket of the rollups is one: from `bucket` on, up to `until`. */
export interface Stretch {
  readonly bucket: Temporal.Instant
  readonly until: Temporal.Instant
}

/** Cuts time into stretches: gives the one that an instant lies in. Instants in order may cost less. */
export type Cut = (at: Temporal.Instant) => Stretch

/** The different stretches that some instants lie in, in order of time. */
export function stretchesOf(instants: readonly Temporal.Instant[], cut: Cut): Stretch[] {
  const stretches: Stretch[] = []
  for (const at of instants.toSorted(Temporal.Instant.compare)) {
    const last = stretches.at(-1)
    if (!last || at.epochMilliseconds >= last.until.epochMilliseconds) stretches.push(cut(at))
  }
  return stretches
}

/** All stretches from the one that `start` lies in, up to `end`. */
export function stretchesFrom(start: Temporal.Instant, end: Temporal.Instant, cut: Cut): Stretch[] {
  const stretches: Stretch[] = []
  for (let at = start; Temporal.Instant.compare(at, end) < 0; at = stretches.at(-1)?.until ?? end)
    stretches.push(cut(at))
  return stretches
}

/**
 * Gives a function from an instant to the local day it lies in. Where the clocks leave out midnight, the day begins with
 * the first instant after the gap.
 */
export function localDays(zone: string): Cut {
  let last: Stretch | undefined
  return (at) => {
    const time = at.epochMilliseconds
    if (!last || time < last.bucket.epochMilliseconds || time >= last.until.epochMilliseconds) {
      const begin = at.toZonedDateTimeISO(zone).startOfDay()
      last = { bucket: begin.toInstant(), until: begin.add({ days: 1 }).startOfDay().toInstant() }
    }
    return last
  }
}
