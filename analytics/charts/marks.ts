import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import type { Mark, Plot } from './data.ts'

/** Most days whose weekends are marked: the bands of a year would be stripes. */
const mostDays = 100

/** What is marked of the days of a chart by day: weekends, and those on which a promotion with an end or a beginning ran. */
export function marksOf({ by, buckets, promotionDays }: Report, { layout }: Plot, locale: Locale): Mark[] {
  if (layout !== 'columns' || by !== 'day') return []
  const points = (are: (day: string) => boolean) => buckets.flatMap(({ label }, at) => (are(label) ? [at] : []))
  const weekends = points((day) => buckets.length <= mostDays && Temporal.PlainDate.from(day).dayOfWeek > 5)
  const marks: Mark[] = [
    { kind: 'weekend', name: t(locale, 'chart.mark.weekend'), points: weekends },
    { kind: 'promotion', name: t(locale, 'chart.mark.promotion'), points: points((day) => promotionDays.has(day)) },
  ]
  return marks.filter(({ points }) => points.length > 0)
}
