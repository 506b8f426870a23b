import type { KnownBlock } from '@slack/types'
import { notesOf } from '../../analytics/reports/notes/index.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { isUnfinished } from '../../analytics/reports/window.ts'
import { filterTexts, windowWords } from '../../analytics/reports/words.ts'
import { context, escapeText, fields, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { changeText, figureText, reportTables } from './report-tables.ts'

export const reportTitle = (report: Report, reader: Reader): string =>
  `${reader.say(report.definition.title)}  ${windowWords(report.window, reader.locale)}`

/** How fresh the figures are, in which zone, and of whom. */
function freshness(report: Report, reader: Reader): string[] {
  const { asOf, zone, window, against, before, uncountedSince, isRebuilding, secondsBehind, previous, filters } = report
  return [
    reader.say('report.fresh', { at: reader.when(asOf), zone }),
    ...(against === 'year' ? [reader.say('report.compared', { before: windowWords(before, reader.locale) })] : []),
    ...(previous && isUnfinished(window, asOf, zone) ? [reader.say('report.unfinished', { against })] : []),
    ...(isRebuilding ? [reader.say('report.rebuilding')] : []),
    ...(secondsBehind ? [reader.say('report.behind', { seconds: Math.ceil(secondsBehind) })] : []),
    ...(uncountedSince ? [reader.say('report.uncounted', { since: reader.when(uncountedSince) })] : []),
    ...(previous ? [] : [reader.say('report.no_past', { against })]),
    ...filterTexts(filters, reader.locale).map(escapeText),
  ]
}

/** What stands out, where anything does. */
function notesSection(report: Report, reader: Reader): KnownBlock[] {
  const notes = notesOf(report, reader.locale).map((note) => `• ${escapeText(note)}`)
  return notes.length > 0 ? [section([`*${reader.say('report.notes')}*`, ...notes].join('\n'))] : []
}

/** A report: key figures with their change, what stands out, every figure, and how fresh it is. The chart comes beside it. */
export function reportMessage(report: Report, reader: Reader, notices: readonly string[] = []): Message {
  const title = reportTitle(report, reader)
  const shown = report.definition.keyFigures.filter((metric) => metric in report.totals)
  const figures = shown.map((metric): [string, string] => {
    const value = figureText(metric, report.totals[metric], report.currency, reader)
    const change = changeText(metric, report, reader)
    return [reader.say(`metric.${metric}`), change ? `${value}   ${change}` : value]
  })
  const summary = reader.list(figures.map(([name, value]) => `${name} ${value}`))
  return {
    text: `${title}: ${summary}`,
    blocks: [
      header(title),
      ...(notices.length > 0 ? [context(...notices)] : []),
      ...fields(figures),
      ...notesSection(report, reader),
      ...reportTables(report, reader),
      context(...freshness(report, reader)),
    ],
  }
}
