import { momentWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import { changeOf, type Figures, type Metric, metricNames } from './metrics.ts'
import type { Report } from './report.ts'
import { isUnfinished } from './window.ts'
import { aboutWords, changeWords, figureWords } from './words.ts'

/** A report as plain text for a terminal: every figure beside the period before, its rows, and how fresh it is. */
export function reportText(report: Report, locale: Locale): string {
  const { definition, totals, previous, currency, asOf, zone, window, uncountedSince } = report
  const figure = (metric: Metric, value: Figures[Metric]) => figureWords(metric, value, currency, locale)
  const figures = [
    [t(locale, 'report.figure'), t(locale, 'report.now'), t(locale, 'report.before'), t(locale, 'report.change')],
    ...metricNames
      .filter((metric) => metric in totals)
      .map((metric) => [
        t(locale, `metric.${metric}`),
        figure(metric, totals[metric]),
        figure(metric, previous?.[metric]),
        changeWords(changeOf(totals[metric], previous?.[metric]), locale),
      ]),
  ]
  const { row } = definition
  const rows = row && [
    [t(locale, row.title), ...row.figures.map((metric) => t(locale, `metric.${metric}`))],
    ...report.rows.map(({ name, label, figures: of }) => [
      label ?? name,
      ...row.figures.map((metric) => figure(metric, of[metric])),
    ]),
  ]
  const at = (instant: Temporal.Instant) => momentWords(instant, zone, locale)
  return [
    `${t(locale, definition.title)}  ${aboutWords(report, locale)}`,
    '',
    ...aligned(figures),
    ...(rows && rows.length > 1 ? ['', ...aligned(rows)] : []),
    '',
    t(locale, 'report.fresh', { at: at(asOf), zone }),
    ...(previous && isUnfinished(window, asOf, zone) ? [t(locale, 'report.unfinished')] : []),
    ...(uncountedSince ? [t(locale, 'report.uncounted', { since: at(uncountedSince) })] : []),
    ...(previous ? [] : [t(locale, 'report.no_past')]),
  ].join('\n')
}

/** Chinese takes two columns a character. */
const widthOf = (text: string) =>
  [...text].reduce((width, character) => width + (/[\p{sc=Han}\u3000-\u303f\uff00-\uffef]/u.test(character) ? 2 : 1), 0)

/** Columns beside each other, the first flush left, the others right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => widthOf(row[column] ?? ''))))
  return table.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
        return column === 0 ? cell + space : space + cell
      })
      .join('   ')
      .trimEnd(),
  )
}
