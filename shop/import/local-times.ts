const time =
  /^((?:19|2\d)\d\d-\d\d-\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)?)?$/

/** A day of a zone: its offset where that is the same all day, 'changes' where not, null where there is no such day. */
type Day = string | 'changes' | null

/**
 * Gives a reader of ISO 8601 times: a text that PostgreSQL takes for that instant, or null. Without an offset the time
 * is local to the zone; one in a spring gap is the first instant after it, one in the repeated autumn hour its earlier
 * reading. Years 1900 to 2999; a date alone is its midnight. The zone is asked once a day, as it costs 10 times the rest.
 */
export function localTimes(zone: string): (text: string) => string | null {
  const days = new Map<string, Day>()
  return (text) => {
    const match = time.exec(text)
    const [, date = '', clock = '00:00', offset] = match ?? []
    if (!match) return null
    let day = days.get(date)
    if (day === undefined) {
      day = dayOf(date, zone)
      days.set(date, day)
    }
    if (day === null) return null
    if (offset) return text
    return day === 'changes' ? onDayOfChange(`${date}T${clock}`, zone) : `${date} ${clock}${day}`
  }
}

function dayOf(text: string, zone: string): Day {
  let date: Temporal.PlainDate
  try {
    date = Temporal.PlainDate.from(text)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
  const start = date.toZonedDateTime(zone)
  const end = date.add({ days: 1 }).toZonedDateTime(zone)
  const change = start.getTimeZoneTransition('next')
  const steady = start.hour === 0 && (!change || Temporal.ZonedDateTime.compare(change, end) >= 0)
  return steady ? start.offset : 'changes'
}

function onDayOfChange(text: string, zone: string): string {
  const local = Temporal.PlainDateTime.from(text)
  const zoned = local.toZonedDateTime(zone)
  if (zoned.toPlainDateTime().equals(local)) return zoned.toInstant().toString()
  // A time in the gap moves behind it. The change itself counts as previous only where it lies strictly before.
  const change = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? zoned
  return change.toInstant().toString()
}
