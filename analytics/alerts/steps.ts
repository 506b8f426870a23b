/** Where a rule stands between two slots. */
export interface Standing {
  /** Whether an episode goes on. */
  readonly open: boolean
  /** When the last one ended, where another has to wait for that. */
  readonly endedAt: Temporal.Instant | null
  readonly snoozedUntil: Temporal.Instant | null
}

export type Step = 'begin' | 'remind' | 'recover'

/**
 * What follows at a slot from what was found there: an episode begins where the figure is beyond its bound, nothing puts it
 * off and the last one has been over for the rearm time; it ends where the figure is back. In between nothing is told, but
 * after a snooze once that it still goes on. Where nothing can be said nothing changes.
 */
export function stepAt(
  slot: Temporal.Instant,
  fires: boolean | null,
  { open, endedAt, snoozedUntil }: Standing,
  rearmHours: number,
): Step | null {
  if (fires === null) return null
  const isPast = (at: Temporal.Instant | null | undefined) => at == null || Temporal.Instant.compare(at, slot) <= 0
  if (open && !fires) return 'recover'
  if (open) return snoozedUntil !== null && isPast(snoozedUntil) ? 'remind' : null
  const armed = isPast(endedAt?.add({ hours: rearmHours }))
  return fires && armed && isPast(snoozedUntil) ? 'begin' : null
}
