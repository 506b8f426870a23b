import type { Cell } from '../../shop/csv.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import { toDecimal } from '../../shop/money.ts'
import { type Figures, type Metric, metricNames, metrics } from './metrics.ts'
import type { Report, ReportRow, TableShape } from './report.ts'
import { rowLabel } from './table.ts'
import { aboutWords } from './words.ts'

/** A table for a spreadsheet, its head first. */
export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
}

/** A report as tables: its figures beside those of the window before, its series, its rows, and the tables beside them. */
export function sheetsOf(report: Report, locale: Locale): Sheet[] {
  const { definition, totals, previous, against, asked, buckets, by } = report
  const { row, besides = [] } = definition
  const shown = metricNames.filter((metric) => metric in totals)
  const cell = (metric: Metric, figures: Figures | null | undefined) => figureCell(metric, figures, report.currency)
  const title = (metric: Metric) => figureTitle(metric, report.currency, locale)
  const table = (shape: TableShape, rows: readonly ReportRow[]): Sheet => {
    const months = Math.max(0, ...rows.map(({ again = [] }) => again.length))
    const after = Array.from({ length: months }, (_, at) => ({ number: String(at + 1) }))
    return {
      name: t(locale, shape.title),
      rows: [
        [shape.key, t(locale, shape.title), ...shape.figures.map(title), ...after],
        ...rows.map((one) => [
          one.name,
          rowLabel(shape, one, locale),
          ...shape.figures.map((metric) => cell(metric, one.figures)),
          ...(one.again ?? []).map((share) => ({ number: String(share) })),
        ]),
      ],
    }
  }
  const inSeries = metricNames.filter((metric) => report.series.some((point) => metric in point))
  return [
    {
      name: t(locale, 'report.figure'),
      rows: [
        [t(locale, definition.title), aboutWords(report, locale)],
        [t(locale, 'report.figure'), t(locale, 'report.now'), t(locale, 'report.before', { against })],
        ...shown.map((metric) => [title(metric), cell(metric, totals), cell(metric, previous)]),
      ],
    },
    {
      name: t(locale, `report.by.${by}`),
      rows: [
        [t(locale, `report.by.${by}`), ...inSeries.map(title)],
        ...buckets.map(({ label }, at) => [label, ...inSeries.map((metric) => cell(metric, report.series[at]))]),
      ],
    },
    ...(asked && asked.shape !== row && !besides.some((shape) => shape === asked.shape)
      ? [table(asked.shape, asked.rows)]
      : []),
    ...(row ? [table(row, report.rows)] : []),
    ...besides.map((shape) => table(shape, report.besides?.[shape.name] ?? [])),
  ]
}

/** A figure's name with what it is in, where its cells do not say. */
function figureTitle(metric: Metric, currency: string, locale: Locale): string {
  const unit = metrics[metric] === 'money' ? currency : metrics[metric] === 'seconds' ? t(locale, 'report.seconds') : ''
  return t(locale, `metric.${metric}`) + (unit && ` (${unit})`)
}

/** Money as a decimal, a rate from 0 to 1, a time in seconds; empty where a figure cannot be had. */
function figureCell(metric: Metric, figures: Figures | null | undefined, currency: string): Cell {
  const value = figures?.[metric]
  if (value == null) return ''
  const isMoney = typeof value === 'bigint' && metrics[metric] === 'money'
  return { number: isMoney ? toDecimal(value, currency) : String(value) }
}
