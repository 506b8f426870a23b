import type { KnownBlock } from '@slack/types'
import { freshness } from '../../analytics/reports/freshness.ts'
import { notesOf } from '../../analytics/reports/notes/index.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { filterTexts, windowWords } from '../../analytics/reports/words.ts'
import { context, escapeText, fields, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { changeText, figureText, reportTables } from './report-tables.ts'

export const reportTitle = (report: Report, reader: Reader): string =>
  `${reader.say(report.definition.title)}  ${windowWords(report.window, reader.locale)}`

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
      context(
        ...freshness(report, reader.locale, reader.when),
        ...filterTexts(report.filters, reader.locale, report.filterLabels).map(escapeText),
      ),
    ],
  }
}
