/** Where a rule stands between two looks at it. */
export interface Standing {
  /** Whether an episode goes on. */
  readonly open: boolean
  /** When the last one ended, where another has to wait for that. */
  readonly endedAt: Temporal.Instant | null
  /** Whether a snooze goes on, or has ended since the last look. */
  readonly snooze: Snooze | null
}

export type Snooze = 'on' | 'over'

/** How a snooze stands at the moment of a look; null without one. */
export const snoozeAt = (until: Temporal.Instant | null, at: Temporal.Instant): Snooze | null =>
  until && (Temporal.Instant.compare(until, at) <= 0 ? 'over' : 'on')

export type Step = 'begin' | 'remind' | 'recover'

/**
 * What follows at a slot from what was found there: an episode begins where the figure is beyond its bound, nothing puts it
 * off and the last one has been over for the rearm time; it ends where the figure is back. In between nothing is told, but
 * after a snooze once that it still goes on. Where nothing can be said nothing changes.
 */
export function stepAt(
  slot: Temporal.Instant,
  fires: boolean | null,
  { open, endedAt, snooze }: Standing,
  rearmHours: number,
): Step | null {
  if (fires === null) return null
  if (open && !fires) return 'recover'
  if (open) return snooze === 'over' ? 'remind' : null
  const armed = endedAt === null || Temporal.Instant.compare(endedAt.add({ hours: rearmHours }), slot) <= 0
  return fires && armed && snooze !== 'on' ? 'begin' : null
}
