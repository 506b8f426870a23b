/** A time of day on the clocks of a zone, every day or on one day of the week (1 is Monday). */
export interface Daily {
  readonly zone: string
  /** HH:MM */
  readonly time: string
  readonly weekday?: number
}

/**
 * The latest instant up to now at which clocks in the zone showed the time. Where they skip it, it is as much later; where
 * they show it twice, the first.
 */
export function latestSlot({ zone, time, weekday }: Daily, now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()
  const day = weekday === undefined ? today : today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 })
  const slot = on(day)
  return Temporal.Instant.compare(slot, now) <= 0 ? slot : on(day.subtract({ days: weekday === undefined ? 1 : 7 }))
}
