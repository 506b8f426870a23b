import type { KnownBlock } from '@slack/types'
import { changeOf, type Figures, type Metric, metricNames, metrics } from '../../analytics/reports/metrics.ts'
import type { Report, ReportRow, TableShape } from '../../analytics/reports/report.ts'
import { aligned, tableCells } from '../../analytics/reports/table.ts'
import { changeWords, durationWords } from '../../analytics/reports/words.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { section } from '../blocks.ts'
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
export function changeText(metric: Metric, report: Report, reader: Reader): string {
  const change = changeOf(metric, report.totals[metric], report.previous?.[metric])
  if (change === null) return ''
  if (Math.abs(change) < 0.0005) return '='
  return `${change > 0 ? '▲' : '▼'} ${reader.percent(Math.abs(change))}`
}

interface Table {
  readonly heading: string
  readonly cells: string[][]
}

/** Every figure beside that of the period before. */
function figureTable(report: Report, reader: Reader): Table {
  const { totals, previous, currency, against } = report
  const heading = reader.say('report.figure')
  return {
    heading,
    cells: [
      [heading, reader.say('report.now'), reader.say('report.before', { against }), reader.say('report.difference')],
      ...metricNames
        .filter((metric) => metric in totals)
        .map((metric) => [
          reader.say(`metric.${metric}`),
          figureText(metric, totals[metric], currency, reader),
          figureText(metric, previous?.[metric], currency, reader),
          changeText(metric, report, reader),
        ]),
    ],
  }
}

/** What was asked for, the report's rows or where it has none its figures, and the tables beside them that are not empty. */
function tablesIn(report: Report, reader: Reader): Table[] {
  const { definition, asked } = report
  const table = (shape: TableShape, rows: readonly ReportRow[], heading: Key): Table => ({
    heading: reader.say(heading),
    cells: tableCells(shape, rows, report, reader.locale),
  })
  const others = (definition.besides ?? []).flatMap((shape) => {
    const rows = report.besides?.[shape.name] ?? []
    return rows.length === 0 || shape === asked?.shape ? [] : [table(shape, rows, shape.heading)]
  })
  const usual = definition.row ? table(definition.row, report.rows, definition.row.title) : figureTable(report, reader)
  return [
    ...(asked ? [table(asked.shape, asked.rows, asked.shape.title)] : []),
    ...(asked && asked.shape === definition.row ? [] : [usual]),
    ...others,
  ]
}

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

type Cell = { type: 'raw_text'; text: string }
const cell = (text: string): Cell => ({ type: 'raw_text', text: text || ' ' })

function tableBlock(cells: readonly string[][]): KnownBlock {
  const rows = fitting(cells)
  const columns = rows[0]?.length ?? 0
  return {
    type: 'table',
    rows: rows.map((row) => row.map(cell)),
    column_settings: Array.from({ length: columns }, (_, at) => ({ align: at === 0 ? 'left' : 'right' })),
  } as KnownBlock
}

/** In letters of one width; of a long table the beginning, and how much more there is. */
function furtherBlocks({ heading, cells }: Table, reader: Reader): KnownBlock[] {
  const lines = aligned(cells)
  const more = lines.length - MOST_FURTHER
  const text = [...lines.slice(0, MOST_FURTHER), ...(more > 0 ? [reader.say('report.more', { more })] : [])].join('\n')
  return [
    section(`*${heading}*`),
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] },
  ]
}

/** The tables of a report, what was asked for first. */
export function reportTables(report: Report, reader: Reader): KnownBlock[] {
  const [first, ...others] = tablesIn(report, reader)
  return [...(first ? [tableBlock(first.cells)] : []), ...others.flatMap((table) => furtherBlocks(table, reader))]
}
