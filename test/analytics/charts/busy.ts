import { type Figures, metrics } from '../../../analytics/reports/metrics.ts'
import type { Report } from '../../../analytics/reports/report.ts'

const names = [
  'Premium green tea from Hangzhou, spring harvest, 100 g',
  'Premium green tea from Hangzhou, spring harvest, 250 g',
  '手工真丝围巾（苏州非遗苏绣牡丹花纹样礼盒装大号）',
  'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
  'Зелёный чай байховый крупнолистовой',
  'Tea',
]

/** A report as of a great shop whose goods have long names, cut down to things with long names, with figures of millions. */
export function busy(report: Report, currency: string): Report {
  const [row] = report.rows
  const rows = row
    ? Array.from({ length: 12 }, (_, at) => ({
        ...{ ...row, name: `A-LONG-ID-OF-A-THING-${at}`, label: names[at] },
        figures: larger(row.figures, 1 + (12 - at) ** 2),
      }))
    : []
  return {
    ...{ ...report, rows, currency, recordsBegin: null },
    filters: {
      merchant: 'Hangzhou Longjing Tea Trading Company',
      category: names[2],
      region: 'CN-ZJ',
      method: 'alipay',
    },
    totals: larger(report.totals, 900),
    previous: report.previous && larger(report.previous, 100),
    series: report.series.map((figures, at) => larger(figures, 1 + ((at * 7) % 31))),
    previousSeries: report.previousSeries?.map((figures, at) => larger(figures, 1 + ((at * 5) % 31))) ?? null,
  }
}

/** Figures of which none is nothing, thousands of times as large; rates stay. */
const larger = (figures: Figures, times: number): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([metric, value]) => [
      metric,
      typeof value === 'bigint'
        ? (value || 7n) * BigInt(times * (metrics[metric as keyof Figures] === 'money' ? 7_919 : 79))
        : value,
    ]),
  )
