import { ok, type Result, refuse } from '../result.ts'

/** The longest that a grant with an end may last: one for longer is one without an end. */
const MOST_DAYS = 366

const units: Record<string, 'minutes' | 'hours' | 'days' | 'weeks'> = {
  ...{ m: 'minutes', min: 'minutes', minute: 'minutes', minutes: 'minutes', 分钟: 'minutes' },
  ...{ h: 'hours', hour: 'hours', hours: 'hours', 小时: 'hours' },
  ...{ d: 'days', day: 'days', days: 'days', 天: 'days' },
  ...{ w: 'weeks', week: 'weeks', weeks: 'weeks', 周: 'weeks' },
}

/**
 * When a grant ends, as a person in a time zone writes it: `until 18:00` (the next one), `until 2026-12-01 18:00`,
 * `until 2026-12-01` (the end of that day), `for 8h`, `for 2d`; the first word may be missing. Days are the calendar's,
 * so that `for 1d` is the same time tomorrow also where the clocks change. Null where nothing is written. Refuses what
 * cannot be read, an end that has passed, and one more than a year away.
 */
export function parseUntil(written: string, zone: string, now: Temporal.Instant): Result<Temporal.Instant | null> {
  const text = written
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:until|till|for|到|至)\s*/, '')
  if (text === '') return ok(null)
  const end = momentWritten(text, now.toZonedDateTimeISO(zone))
  if (!end) return refuse('team.until_malformed', { text: written, zone })
  if (Temporal.Instant.compare(end, now) <= 0) return refuse('team.until_past', { at: String(end) })
  const latest = now.add({ hours: 24 * MOST_DAYS })
  return Temporal.Instant.compare(end, latest) > 0 ? refuse('team.until_too_far', { days: MOST_DAYS }) : ok(end)
}

/** The moment that a lower-case text names, seen from here and now: see `parseUntil`. Null where it names none. */
export function momentWritten(text: string, here: Temporal.ZonedDateTime): Temporal.Instant | null {
  const [, count = '', unit = ''] = /^(\d{1,5})\s*(\p{L}+)$/u.exec(text) ?? []
  const counted = Object.hasOwn(units, unit) ? units[unit] : undefined
  if (counted) return here.add({ [counted]: Number(count) }).toInstant()
  const [, date, time] = /^(\d{4}-\d{1,2}-\d{1,2})?[\st]*(\d{1,2}:\d{2})?$/.exec(text) ?? []
  if (!date && !time) return null
  try {
    const clock = time ? Temporal.PlainTime.from(padded(time, ':')) : null
    if (!date && clock) return next(clock, here)
    const day = Temporal.PlainDate.from(padded(date ?? '', '-'))
    const at = clock ? day.toPlainDateTime(clock) : day.add({ days: 1 }).toPlainDateTime()
    return at.toZonedDateTime(here.timeZoneId).toInstant()
  } catch (error) {
    // The 31st of February, 25:00.
    if (error instanceof RangeError) return null
    throw error
  }
}

const padded = (text: string, mark: string): string =>
  text
    .split(mark)
    .map((part) => part.padStart(2, '0'))
    .join(mark)

/** The next moment at which clocks show a time: where they are set back they show it twice, where forward, later. */
function next(clock: Temporal.PlainTime, here: Temporal.ZonedDateTime): Temporal.Instant | null {
  const today = here.toPlainDate()
  const moments = [today, today.add({ days: 1 })].flatMap((day) =>
    (['compatible', 'later'] as const).map((disambiguation) =>
      day.toPlainDateTime(clock).toZonedDateTime(here.timeZoneId, { disambiguation }).toInstant(),
    ),
  )
  return moments.find((moment) => Temporal.Instant.compare(moment, here.toInstant()) > 0) ?? null
}
