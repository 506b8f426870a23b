import { describe, expect, test } from 'vitest'
import { chartOf } from '../../../analytics/charts/chart.ts'
import { configOf } from '../../../analytics/charts/config.ts'
import { type Metric, metrics } from '../../../analytics/reports/metrics.ts'
import { type ReportName, reportNames } from '../../../analytics/reports/registry.ts'
import type { Report } from '../../../analytics/reports/report.ts'
import { type Window, windowBetween } from '../../../analytics/reports/window.ts'
import { demand } from '../../../shop/result.ts'
import { smallShop } from '../reports/small-shop.ts'
import { busy } from './busy.ts'
import { faultsOf, textsOf } from './texts.ts'

const read = smallShop()

/** What each chart draws: figures of the buckets, of those before, of the rows, or of a table beside them. By hand. */
const drawn: Record<ReportName, (readonly ['series' | 'before' | 'rows' | 'by_status', Metric])[]> = {
  overview: [
    ['series', 'total_sales'],
    ['before', 'total_sales'],
    ['series', 'orders_placed'],
  ],
  sales: [
    ['series', 'total_sales'],
    ['before', 'total_sales'],
    ['series', 'orders_placed'],
  ],
  payments: [['rows', 'captured']],
  products: [['rows', 'gross_sales']],
  stock: [['rows', 'available']],
  orders: [['by_status', 'orders_placed']],
  refunds: [
    ['series', 'refunded'],
    ['series', 'refund_rate'],
  ],
  promotions: [['rows', 'discount_given']],
  customers: [
    ['series', 'new_customers'],
    ['series', 'returning_customers'],
  ],
  merchants: [['rows', 'gross_sales']],
  support: [['rows', 'replies']],
}

const figuresOf = (report: Report, where: (typeof drawn)[ReportName][number][0]) =>
  ({
    series: report.series,
    before: report.previousSeries ?? [],
    rows: report.rows.map(({ figures }) => figures),
    by_status: (report.besides?.by_status ?? []).map(({ figures }) => figures),
  })[where]

test.each(reportNames)(
  'the chart of `%s` draws the figures of the report, and says them to those who cannot see it',
  async (name) => {
    const report = await read(name)
    const expected = drawn[name].map(([where, metric]) =>
      figuresOf(report, where).map(({ [metric]: value }) =>
        value == null ? null : Number(value) / (metrics[metric] === 'money' ? 100 : 1),
      ),
    )
    expect(expected.flat().some(Boolean), 'something to draw').toBe(true)
    for (const locale of ['en', 'zh-CN'] as const) {
      const chart = chartOf(report, locale)
      expect(chart.series.map(({ values }) => values)).toEqual(expected)
      expect(configOf(chart).data.datasets.map(({ data }) => data)).toEqual(expected)
      expect(chart.labels).toHaveLength(expected[0]?.length ?? 0)
      for (const label of chart.labels) expect(chart.alt).toContain(label)
      expect(chart.alt).toContain(chart.title)
    }
  },
)

test('weekends and the days of a promotion are marked on days, in the reader’s language, and nothing on other charts', async () => {
  const report = await read('sales')
  expect(chartOf(report, 'en').marks).toEqual([
    { kind: 'weekend', name: 'Weekend', points: [5, 6] },
    { kind: 'promotion', name: 'Promotion', points: [2, 3] },
  ])
  expect(chartOf(report, 'zh-CN').marks.map(({ name }) => name)).toEqual(['周末', '促销'])
  expect(chartOf(await read('sales', { by: 'hour' }), 'en').marks).toEqual([])
  expect(chartOf(await read('products'), 'en').marks).toEqual([])
})

test('a figure that cannot be had is a gap, of which a point between two is seen, and a zero is a line', async () => {
  const chart = chartOf(await read('refunds'), 'en')
  const [bars, rate] = configOf(chart).data.datasets
  expect(rate).toMatchObject({ data: [null, null, 0, null, null, null, null], spanGaps: false })
  expect(rate).toMatchObject({ pointRadius: [0, 0, 7, 0, 0, 0, 0] })
  expect(bars).toMatchObject({ minBarLength: 4, data: [0, 0, 0, 0, 290, 0, 0] })
})

const window = (from: string, to: string): Window =>
  demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))

describe('at the width of a phone', () => {
  const spans: Record<string, Parameters<typeof read>[1]> = {
    'thirty days': { window: window('2026-10-24', '2026-11-22') },
    'a day by the hour': { window: window('2026-11-18', '2026-11-18'), by: 'hour' },
    'a week by the hour': { by: 'hour' },
    'a year by day': { window: window('2025-11-23', '2026-11-22'), by: 'day' },
  }
  const overTime = ['sales', 'refunds', 'customers'].flatMap((name) =>
    Object.keys(spans)
      .slice(1)
      .map((span) => [name, span] as const),
  )

  test.each([...reportNames.map((name) => [name, 'thirty days'] as const), ...overTime])(
    'the words of `%s` of %s are large enough, whole, and clear of each other',
    async (name, span) => {
      const report = await read(name, spans[span])
      for (const locale of ['en', 'zh-CN'] as const)
        for (const one of [report, busy(report, locale === 'en' ? 'CNY' : 'USD')]) {
          const chart = chartOf(one, locale)
          expect(faultsOf(chart), `${locale}: ${chart.title}`).toEqual([])
        }
    },
  )

  test('a long title has two lines and keeps its figures, and names that begin alike keep their ends', async () => {
    const chart = chartOf(busy(await read('products'), 'CNY'), 'en')
    const words = textsOf(chart).map((text) => text.words)
    expect(words.filter((line) => chart.title.includes(line))).toHaveLength(2)
    expect(words).toContainEqual(expect.stringMatching(/sold most: ¥[\d,.]+, [\d.]+% of all$/))
    expect(words).toContainEqual(expect.stringMatching(/^Premium .*….*100 g$/))
    expect(words).toContainEqual(expect.stringMatching(/^Premium .*….*250 g$/))
  })
})

test('what has letters that no font has goes by its id, and signs that none has are left out', async () => {
  // Gurung Khema, and a sign of private use, which is nobody's.
  const [letters, sign] = ['\u{16100}\u{16101}', '\ue000']
  const report = await read('products', { filters: {} })
  const [tea, silk] = report.rows
  if (!tea || !silk) throw new Error('no goods')
  const named = (row: typeof tea, label: string) => ({ ...row, label })
  const rows = [named(tea, `${letters} 茶`), named(silk, `${sign} Silk ${sign}`), named(silk, sign)]
  const chart = chartOf({ ...report, rows, filters: { category: letters } }, 'en')
  const words = textsOf(chart).map((text) => text.words)
  expect(words).toEqual(expect.arrayContaining(['TEA', 'Silk', 'SILK']))
  expect(words).toContainEqual(expect.stringMatching(/^TEA sold most: /))
  expect(words).toContainEqual(expect.stringMatching(/category …$/))
  expect(words.join()).not.toMatch(/[\u{16100}\u{16101}\ue000]/u)
  expect(chart.alt).toContain(`${letters} 茶 sold most: `)
})
