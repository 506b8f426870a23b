import type { Locale } from './index.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function daysFormat(locale: Locale): Intl.DateTimeFormat {
  let format = formats.get(locale)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    formats.set(locale, format)
  }
  return format
}

// Given a Temporal date, Intl writes Chinese as bare digits.
const milliseconds = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC').epochMilliseconds

/** Words for a calendar day, which no clock shifts. */
export const dayWords = (day: Temporal.PlainDate, locale: Locale): string =>
  daysFormat(locale).format(milliseconds(day))

/** Words for the days from one to another: Nov 16 – 22, 2026. */
export const daysWords = (from: Temporal.PlainDate, to: Temporal.PlainDate, locale: Locale): string =>
  daysFormat(locale).formatRange(milliseconds(from), milliseconds(to))

/** Words for an instant on the clock of a zone (Nov 11, 2026, 8:00 PM). Made once each: Intl takes long to make one. */
export function momentWords(at: Temporal.Instant, zone: string, locale: Locale): string {
  const key = `${locale} ${zone}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
    formats.set(key, format)
  }
  return format.format(at.epochMilliseconds)
}
