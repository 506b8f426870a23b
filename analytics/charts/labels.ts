import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Report } from '../reports/report.ts'
import { asUtc } from '../reports/words.ts'
import { isKnown } from './values.ts'

/** What the points of a report's series are called under a chart. */
export function pointLabels({ buckets, by, window, zone }: Report, locale: Locale): string[] {
  const years = window.from.year === window.to.year ? {} : ({ year: 'numeric' } as const)
  const day = { ...years, month: 'short', day: 'numeric' } as const
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const options = {
    hour: window.from.equals(window.to) ? hour : { ...day, ...hour },
    day,
    week: day,
    month: { year: 'numeric', month: 'short' } as const,
  }
  const format = new Intl.DateTimeFormat(locale, { ...options[by], timeZone: by === 'hour' ? zone : 'UTC' })
  return buckets.map(({ label, start }) =>
    format.format(by === 'hour' ? start.epochMilliseconds : asUtc(Temporal.PlainDate.from(label))),
  )
}

/** The points of a report's series that say something in words, each by its label and figures. */
export function knownPoints(
  report: Report,
  locale: Locale,
  words: (label: string, figures: Report['series'][number]) => string,
): string[] {
  const labels = pointLabels(report, locale)
  return report.series.flatMap((figures, index) => (isKnown(report, index) ? words(labels[index] ?? '', figures) : []))
}

/** Most characters that Slack takes as an image's alternative text. */
const mostAlt = 2_000

/** Title, subject and points as one text; points that have no room are counted. */
export function altText(
  locale: Locale,
  { title, about }: { title: string; about: string },
  points: readonly string[],
): string {
  const separator = locale === 'zh-CN' ? '；' : '; '
  for (let shown = points.length; ; shown--) {
    const some = points.slice(0, shown).join(separator)
    const all = shown < points.length ? t(locale, 'chart.alt.more', { shown: some, more: points.length - shown }) : some
    const alt = t(locale, 'chart.alt', { title, about, points: all })
    if (alt.length <= mostAlt || shown === 0) return alt.slice(0, mostAlt)
  }
}
