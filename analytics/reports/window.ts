import { ok, type Result, refuse } from '../../shop/result.ts'

/** Local dates of the shop's time zone, both inclusive. */
export interface Window {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}

/** Longest window that a report is made for: ten years. */
const mostDays = 3_660
/** Before it a zone has no offset of whole quarter hours, which the rollups rely on. */
const firstYear = 1973

export const daysOf = ({ from, to }: Window): number => from.until(to).days + 1

/** How many of a window's days have not passed at a moment, so that it is compared with a longer time. */
export const daysLeft = (window: Window, at: Temporal.Instant, zone: string): number =>
  Math.min(daysOf(window), Math.max(0, at.toZonedDateTimeISO(zone).toPlainDate().until(window.to).days + 1))

/** From the first instant of the window up to the first after it. */
export const spanOf = ({ from, to }: Window, zone: string) => ({
  start: from.toZonedDateTime(zone).toInstant(),
  end: to.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
})

/** A date as YYYY-MM-DD; null for anything else. */
export function parseDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  try {
    const date = Temporal.PlainDate.from(text, { overflow: 'reject' })
    return date.year < firstYear ? null : date
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The window between two dates as written. Refuses what is no date, runs backwards, has not begun, or is too long. */
export function windowBetween(from: string, to: string, today: Temporal.PlainDate): Result<Window> {
  const [first, last] = [parseDate(from), parseDate(to)]
  if (!first || !last) return refuse('window.date_malformed', { text: first ? to : from })
  const order = Temporal.PlainDate.compare(first, last)
  if (order > 0) return refuse('window.backwards', { from, to })
  if (Temporal.PlainDate.compare(first, today) > 0) return refuse('window.future', { from, today: String(today) })
  const window = { from: first, to: last }
  return tooLong(window) ?? ok(window)
}

/** Refuses a window that is longer than a report is made for. */
export const tooLong = (window: Window) =>
  daysOf(window) > mostDays ? refuse('window.too_long', { days: daysOf(window), most: mostDays }) : null
