import { dayWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from './report.ts'
import { daysLeft } from './window.ts'
import { windowWords } from './words.ts'

/**
 * How fresh a report is, in which zone, what it is compared with, and what is not in it, each by itself.
 * `at` writes a moment for the reader.
 */
export function freshness(report: Report, locale: Locale, at: (instant: Temporal.Instant) => string): string[] {
  const { asOf, zone, window, against, before, uncountedSince, secondsBehind, previous } = report
  const left = daysLeft(window, asOf, zone)
  const begin = report.recordsBegin?.toZonedDateTimeISO(zone).toPlainDate()
  const beganWithin = begin !== undefined && Temporal.PlainDate.compare(begin, window.from) > 0
  return [
    t(locale, 'report.fresh', { at: at(asOf), zone }),
    ...(against === 'year' ? [t(locale, 'report.compared', { before: windowWords(before, locale) })] : []),
    ...(previous && left > 0 ? [t(locale, 'report.unfinished', { against, days: left })] : []),
    // What is being rebuilt is not read then.
    ...(report.isRolledUp ? [] : [t(locale, 'report.other_zone')]),
    ...(report.isRolledUp && report.isRebuilding ? [t(locale, 'report.rebuilding')] : []),
    ...(report.isInsteadOfReplica ? [t(locale, 'report.without_replica')] : []),
    ...(secondsBehind ? [t(locale, 'report.behind', { seconds: Math.ceil(secondsBehind) })] : []),
    ...(uncountedSince ? [t(locale, 'report.uncounted', { since: at(uncountedSince) })] : []),
    ...(beganWithin ? [t(locale, 'report.records_begin', { day: dayWords(begin, locale) })] : []),
    ...(previous || beganWithin ? [] : [t(locale, 'report.no_past', { against })]),
  ]
}
