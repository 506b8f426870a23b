import { dayWords } from '../../../shop/i18n/dates.ts'
import { t } from '../../../shop/i18n/index.ts'
import type { Metric } from '../metrics.ts'
import type { Report } from '../report.ts'
import { figureWords } from '../words.ts'
import type { Note } from './note.ts'

/** With fewer days there is no telling what is usual; with fewer weeks, what is usual of a weekday. */
const leastDays = 14
const leastWeeks = 4
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
    const usual = usualOf(days)
    const spread = median(days.map(({ value, date }) => Math.abs(value - usual(date))))
    const [most] = days
      .map((day) => ({ ...day, off: (normal * (day.value - usual(day.date))) / spread }))
      .sort((a, b) => Math.abs(b.off) - Math.abs(a.off))
    // Where most days are the same there is no band.
    if (!most || spread === 0 || Math.abs(most.off) <= leastScore) return null
    const figure = (value: number) =>
      figureWords(
        metric,
        report.series.some((point) => typeof point[metric] === 'bigint') ? BigInt(Math.round(value)) : value,
        report.currency,
        locale,
      )
    return {
      day: dayWords(most.date, locale),
      metric: t(locale, `metric.${metric}`),
      value: figure(most.value),
      side: most.off > 0 ? 'above' : 'below',
      usual: figure(usual(most.date)),
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

/** What a day usually has: the median of its weekday, or of all days where there are few weeks. */
function usualOf(days: readonly Day[]): (date: Temporal.PlainDate) => number {
  const all = median(days.map(({ value }) => value))
  if (days.length < leastWeeks * 7) return () => all
  const byWeekday = Map.groupBy(days, ({ date }) => date.dayOfWeek)
  const usual = new Map([...byWeekday].map(([weekday, own]) => [weekday, median(own.map(({ value }) => value))]))
  return (date) => usual.get(date.dayOfWeek) ?? all
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
