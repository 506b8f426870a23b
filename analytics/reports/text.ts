import { momentWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import { freshness } from './freshness.ts'
import { changeOf, type Figures, type Metric, metricNames } from './metrics.ts'
import { notesOf } from './notes/index.ts'
import type { Report } from './report.ts'
import { aligned, tableCells } from './table.ts'
import { aboutWords, changeWords, figureWords } from './words.ts'

/** A report as plain text for a terminal: every figure beside the period before, its rows, and how fresh it is. */
export function reportText(report: Report, locale: Locale): string {
  const { definition, totals, previous, currency, zone, against } = report
  const figure = (metric: Metric, value: Figures[Metric]) => figureWords(metric, value, currency, locale)
  const figures = [
    [
      t(locale, 'report.figure'),
      t(locale, 'report.now'),
      t(locale, 'report.before', { against }),
      t(locale, 'report.difference'),
    ],
    ...metricNames
      .filter((metric) => metric in totals)
      .map((metric) => [
        t(locale, `metric.${metric}`),
        figure(metric, totals[metric]),
        figure(metric, previous?.[metric]),
        changeWords(changeOf(metric, totals[metric], previous?.[metric]), locale),
      ]),
  ]
  const { row, besides = [] } = definition
  const notes = notesOf(report, locale)
  const at = (instant: Temporal.Instant) => momentWords(instant, zone, locale)
  return [
    `${t(locale, definition.title)}  ${aboutWords(report, locale)}`,
    '',
    ...aligned(figures),
    ...(notes.length > 0 ? ['', t(locale, 'report.notes'), ...notes.map((note) => `- ${note}`)] : []),
    ...(row && report.rows.length > 0 ? ['', ...aligned(tableCells(row, report.rows, report, locale))] : []),
    ...besides.flatMap((table) => {
      const rows = report.besides?.[table.name] ?? []
      const heading = t(locale, table.heading)
      return rows.length === 0 ? [] : ['', heading, ...aligned(tableCells(table, rows, report, locale))]
    }),
    '',
    ...freshness(report, locale, at),
  ].join('\n')
}
