import { dayWords } from '../../../shop/i18n/dates.ts'
import { t } from '../../../shop/i18n/index.ts'
import { medianOf } from '../../median.ts'
import type { Metric } from '../metrics.ts'
import type { Report } from '../report.ts'
import { figureWords } from '../words.ts'
import type { Note } from './note.ts'

/** With fewer days there is no telling what is usual. */
const leastDays = 14
/** From so many weeks on weekdays are looked at too, and from so many by themselves: a few of each say little alone. */
const someWeeks = 4
const manyWeeks = 8
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): beyond it a modified z-score is an outlier. */
const leastScore = 3.5
/** Makes the median deviation of a normal distribution its standard deviation. */
const normal = 0.6745

interface Day {
  readonly date: Temporal.PlainDate
  readonly value: number
}

/** The day that is furthest out of the band of its weekday, of the first key figure that has a series. */
export const unusualDay: Note = {
  words: 'note.unusual_day',
  find(report, locale) {
    const metric = report.definition.keyFigures.find((key) => report.series.every((point) => point[key] != null))
    const days = metric && report.by === 'day' ? wholeDays(report, metric) : []
    if (!metric || days.length < leastDays) return null
    const scores = bandsOf(days).map((usual) => scoreBy(days, usual))
    const [most] = days
      .map((day) => ({ day, off: scores.map((score) => score(day)).sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0 }))
      .sort((a, b) => Math.abs(b.off) - Math.abs(a.off))
    if (!most || Math.abs(most.off) <= leastScore) return null
    const figure = (value: number) =>
      figureWords(
        metric,
        report.series.some((point) => typeof point[metric] === 'bigint') ? BigInt(Math.round(value)) : value,
        report.currency,
        locale,
      )
    return {
      day: dayWords(most.day.date, locale),
      metric: t(locale, `metric.${metric}`),
      value: figure(most.day.value),
      side: most.off > 0 ? 'above' : 'below',
      usual: figure(bandsOf(days).at(-1)?.(most.day.date) ?? 0),
    }
  },
}

/** The days of a series that are over. */
const wholeDays = ({ series, buckets, asOf, zone }: Report, metric: Metric): Day[] => {
  const today = asOf.toZonedDateTimeISO(zone).toPlainDate()
  return series
    .map((point, at) => ({ date: Temporal.PlainDate.from(buckets[at]?.label ?? ''), value: Number(point[metric]) }))
    .filter(({ date }) => Temporal.PlainDate.compare(date, today) < 0)
}

/** What a date usually has. */
type Usual = (date: Temporal.PlainDate) => number

/** What days are measured by, all of them at once: the median of all, that of their weekday, or both. */
function bandsOf(days: readonly Day[]): Usual[] {
  const all = medianOf(days.map(({ value }) => value))
  const byWeekday = Map.groupBy(days, ({ date }) => date.dayOfWeek)
  const medians = new Map([...byWeekday].map(([weekday, own]) => [weekday, medianOf(own.map(({ value }) => value))]))
  const ofAll: Usual = () => all
  const ofWeekday: Usual = (date) => medians.get(date.dayOfWeek) ?? all
  if (days.length < someWeeks * 7) return [ofAll]
  return days.length < manyWeeks * 7 ? [ofAll, ofWeekday] : [ofWeekday]
}

/** How far a day is off, in deviations; not at all where most days are the same, so that there is no band. */
function scoreBy(days: readonly Day[], usual: Usual): (day: Day) => number {
  const off = ({ value, date }: Day) => value - usual(date)
  const spread = medianOf(days.map((day) => Math.abs(off(day))))
  return (day) => (spread === 0 ? 0 : (normal * off(day)) / spread)
}
