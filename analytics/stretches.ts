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
