/** When people work, Monday to Friday, on the clock of a zone. */
export interface WorkingHours {
  readonly zone: string
  /** HH:MM */
  readonly opens: string
  readonly closes: string
}

/** After so many days the working time is not looked at day by day any more: nobody waits that long. */
const MOST_DAYS = 400

/** Seconds from one instant to another, all of them or those of working hours; none where the hours are none. */
export function secondsBetween(from: Temporal.Instant, to: Temporal.Instant, hours: WorkingHours | null): number {
  const all = Math.max(0, Math.round(from.until(to).total('seconds')))
  if (!hours) return all
  const last = to.toZonedDateTimeISO(hours.zone).toPlainDate()
  let seconds = 0
  let day = from.toZonedDateTimeISO(hours.zone).toPlainDate()
  for (let days = 0; days < MOST_DAYS && Temporal.PlainDate.compare(day, last) <= 0; days++) {
    if (day.dayOfWeek <= 5) seconds += shared(day, from, to, hours)
    day = day.add({ days: 1 })
  }
  return seconds
}

/** Seconds of one day's working hours that lie between two instants. */
function shared(
  day: Temporal.PlainDate,
  from: Temporal.Instant,
  to: Temporal.Instant,
  { zone, opens, closes }: WorkingHours,
): number {
  const at = (time: string) => day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
  const begin = Math.max(at(opens), from.epochMilliseconds)
  const end = Math.min(at(closes), to.epochMilliseconds)
  return Math.max(0, Math.round((end - begin) / 1000))
}
