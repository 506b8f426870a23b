/** When people work, Monday to Friday, on the clock of a zone. */
export interface WorkingHours {
  readonly zone: string
  /** HH:MM */
  readonly opens: string
  /** On the day after where it is no later than that. */
  readonly closes: string
}

const DAY = 24 * 3_600_000
/** After so many days the working time is not looked at day by day any more: nobody waits that long. */
const MOST_DAYS = 400

/**
 * Gives the seconds from one instant to another (both in milliseconds since 1970), all of them or those of working hours.
 * The calendar is asked once for each day.
 */
export function secondsBetween(hours: WorkingHours | null): (from: number, to: number) => number {
  if (!hours) return (from, to) => Math.max(0, Math.round((to - from) / 1000))
  const known = new Map<number, readonly [opens: number, closes: number] | null>()
  const openingOf = (day: number) => {
    if (!known.has(day)) known.set(day, openingOn(day, hours))
    return known.get(day)
  }
  return (from, to) => {
    let open = 0
    // A zone's day begins at most a day before or after that of Greenwich, and work ends on the day after at the latest.
    const first = Math.floor(from / DAY) - 2
    const last = Math.min(first + MOST_DAYS, Math.floor(to / DAY) + 1)
    for (let day = first; day <= last; day++) {
      const [opens, closes] = openingOf(day) ?? [0, 0]
      open += Math.max(0, Math.min(closes, to) - Math.max(opens, from))
    }
    return Math.round(open / 1000)
  }
}

const epoch = Temporal.PlainDate.from('1970-01-01')

/** From when to when people work on the so-manieth day since 1970; null on a weekend. */
function openingOn(day: number, { zone, opens, closes }: WorkingHours): readonly [number, number] | null {
  const date = epoch.add({ days: day })
  if (date.dayOfWeek > 5) return null
  const at = (on: Temporal.PlainDate, time: string) =>
    on.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
  return [at(date, opens), at(closes > opens ? date : date.add({ days: 1 }), closes)]
}
