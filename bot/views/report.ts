import type { KnownBlock } from '@slack/types'
import { changeOf, type Figures, type Metric, metricNames, metrics } from '../../analytics/reports/metrics.ts'
import { notesOf } from '../../analytics/reports/notes/index.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { aligned, tableCells } from '../../analytics/reports/table.ts'
import { isUnfinished } from '../../analytics/reports/window.ts'
import { changeWords, durationWords, windowWords } from '../../analytics/reports/words.ts'
import { context, escapeText, fields, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** A figure as a reader reads it; a dash where it cannot be had. */
export function figureText(metric: Metric, value: Figures[Metric], currency: string, reader: Reader): string {
  if (value == null) return '–'
  if (metrics[metric] === 'money') return reader.money(BigInt(value), currency)
  if (metrics[metric] === 'rate') return reader.percent(Number(value))
  if (metrics[metric] === 'lift') return changeWords(Number(value), reader.locale)
  if (metrics[metric] === 'seconds') return durationWords(Number(value), reader.locale)
  return reader.number(Math.round(Number(value) * 10) / 10)
}

/** ▲ 12% or ▼ 3% against the period before; nothing where there is nothing to compare with. */
function changeText(metric: Metric, report: Report, reader: Reader): string {
  const change = changeOf(metric, report.totals[metric], report.previous?.[metric])
  if (change === null) return ''
  if (Math.abs(change) < 0.0005) return '='
  return `${change > 0 ? '▲' : '▼'} ${reader.percent(Math.abs(change))}`
}

export const reportTitle = (report: Report, reader: Reader): string =>
  `${reader.say(report.definition.title)}  ${windowWords(report.window, reader.locale)}`

/** As many of a table's first lines as Slack takes. */
function fitting(rows: readonly string[][]): readonly string[][] {
  let characters = 0
  const most = rows.findIndex((row) => {
    characters += row.join('').length
    return characters > MOST_CHARACTERS
  })
  return rows.slice(0, Math.min(MOST_LINES, most === -1 ? rows.length : most))
}

/** What Slack takes of a table: lines, and with some to spare characters over all its cells. */
const MOST_LINES = 100
const MOST_CHARACTERS = 9_000

/** Most lines of a table beside the first, of which Slack takes only one. */
const MOST_FURTHER = 13

/** The tables beside the rows, in letters of one width; of a long one the beginning, and how much more there is. */
function furtherTables(report: Report, reader: Reader): KnownBlock[] {
  return (report.definition.besides ?? []).flatMap((shape): KnownBlock[] => {
    const rows = report.besides?.[shape.name] ?? []
    if (rows.length === 0) return []
    const lines = aligned(tableCells(shape, rows, report, reader.locale))
    const more = lines.length - MOST_FURTHER
    const text = [...lines.slice(0, MOST_FURTHER), ...(more > 0 ? [reader.say('report.more', { more })] : [])].join(
      '\n',
    )
    return [
      section(`*${reader.say(shape.heading)}*`),
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] },
    ]
  })
}

type Cell = { type: 'raw_text'; text: string }
const cell = (text: string): Cell => ({ type: 'raw_text', text: text || ' ' })

/** The report's rows, or where it has none every figure beside that of the period before. */
function table(report: Report, reader: Reader): KnownBlock {
  const { definition, totals, previous, currency, against } = report
  const rows = definition.row
    ? fitting(tableCells(definition.row, report.rows, report, reader.locale))
    : [
        [
          reader.say('report.figure'),
          reader.say('report.now'),
          reader.say('report.before', { against }),
          reader.say('report.difference'),
        ],
        ...metricNames
          .filter((metric) => metric in totals)
          .map((metric) => [
            reader.say(`metric.${metric}`),
            figureText(metric, totals[metric], currency, reader),
            figureText(metric, previous?.[metric], currency, reader),
            changeText(metric, report, reader),
          ]),
      ]
  const columns = rows[0]?.length ?? 0
  return {
    type: 'table',
    rows: rows.map((row) => row.map(cell)),
    column_settings: Array.from({ length: columns }, (_, at) => ({ align: at === 0 ? 'left' : 'right' })),
  } as KnownBlock
}

/** How fresh the figures are, in which zone, and of whom. */
function freshness(report: Report, reader: Reader): string[] {
  const { asOf, zone, window, against, before, uncountedSince, isRebuilding, secondsBehind, previous, merchant } =
    report
  return [
    reader.say('report.fresh', { at: reader.when(asOf), zone }),
    ...(against === 'year' ? [reader.say('report.compared', { before: windowWords(before, reader.locale) })] : []),
    ...(previous && isUnfinished(window, asOf, zone) ? [reader.say('report.unfinished', { against })] : []),
    ...(isRebuilding ? [reader.say('report.rebuilding')] : []),
    ...(secondsBehind ? [reader.say('report.behind', { seconds: Math.ceil(secondsBehind) })] : []),
    ...(uncountedSince ? [reader.say('report.uncounted', { since: reader.when(uncountedSince) })] : []),
    ...(previous ? [] : [reader.say('report.no_past', { against })]),
    ...(merchant ? [reader.say('report.merchant', { merchant: escapeText(merchant) })] : []),
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
      table(report, reader),
      ...furtherTables(report, reader),
      context(...freshness(report, reader)),
    ],
  }
}
