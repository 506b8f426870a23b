import { toDecimal } from '../../shop/money.ts'
import { type Figures, metricNames, metrics } from './metrics.ts'
import type { Report, ReportRow, TableShape } from './report.ts'

type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json }

/** Figures as METRICS writes them: counts and rates as numbers, money as decimal strings. */
function figuresJson(figures: Figures, currency: string): Record<string, Json> {
  const json: Record<string, Json> = {}
  for (const name of metricNames) {
    const value = figures[name]
    if (value === undefined) continue
    const inDecimals = typeof value === 'bigint' && metrics[name] === 'money'
    json[name] = value === null ? null : inDecimals ? toDecimal(value, currency) : Number(value)
  }
  return json
}

/** The dates of `previous`, where they are not those just before. */
const compared = ({ against, before }: Report): Record<string, Json> =>
  against === 'previous' ? {} : { from: String(before.from), to: String(before.to) }

/** A report as the object that METRICS defines for `--json`. */
export function reportJson(report: Report): Record<string, Json> {
  const figures = (of: Figures) => figuresJson(of, report.currency)
  const { row, besides = [] } = report.definition
  const rowJson = ({ key }: TableShape, { name, about, figures: of, again }: ReportRow) => ({
    [key]: name,
    ...about,
    ...figures(of),
    ...(again && { again }),
  })
  return {
    report: report.definition.name,
    from: String(report.window.from),
    to: String(report.window.to),
    timezone: report.zone,
    currency: report.currency,
    as_of: report.asOf.toString({ smallestUnit: 'second' }),
    filters: report.filters,
    totals: figures(report.totals),
    previous: report.previous && { ...compared(report), totals: figures(report.previous) },
    series: report.series.map((point, index) => ({ bucket: report.buckets[index]?.label ?? null, ...figures(point) })),
    rows: row ? report.rows.map((one) => rowJson(row, one)) : [],
    ...Object.fromEntries(
      besides.map((table) => {
        const rows = report.besides?.[table.name] ?? []
        const [figure] = table.figures
        const mapped = () =>
          Object.fromEntries(rows.map((one) => [one.name, figures(one.figures)[figure ?? ''] ?? null]))
        return [table.name, table.mapped ? mapped() : rows.map((one) => rowJson(table, one))]
      }),
    ),
    by_currency: Object.fromEntries(
      Object.entries(report.byCurrency).map(([code, amounts]) => [code, figuresJson(amounts, code)]),
    ),
  }
}
