import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chartOf } from '../../../analytics/charts/chart.ts'
import { configOf } from '../../../analytics/charts/config.ts'
import { linesOf } from '../../../analytics/charts/lines.ts'
import { renderChart } from '../../../analytics/charts/render.ts'
import { titleType } from '../../../analytics/charts/style.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import type { Granularity } from '../../../analytics/reports/series.ts'
import { windowBetween } from '../../../analytics/reports/window.ts'
import type { Database } from '../../../db/connect.ts'
import { demand } from '../../../shop/result.ts'
import { freshDatabase } from '../../postgres.ts'
import { writeOrder } from '../orders.ts'

const now = Temporal.Instant.from('2026-11-22T04:30:00Z')
let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  for (let day = 1; day <= 22; day++)
    await writeOrder(database.db, {
      number: String(day),
      at: `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`,
      lines: [{ price: BigInt(day) * 123_45n }],
      payments: [{ id: 'P', method: day % 3 ? 'alipay' : 'boleto', amount: BigInt(day) * 123_45n }],
    })
})
afterAll(() => database.close())

const read = async (report: string, from: string, to: string, by?: Granularity) => {
  const window = demand(windowBetween(from, to, Temporal.PlainDate.from('2026-11-22')))
  return demand(await readReport(database.db, { report, window, by }, now))
}

test('where money goes below zero, the zeros of both axes are at one height, and a dashed line is dashed in the legend', async () => {
  const report = await read('sales', '2026-11-16', '2026-11-22')
  const chart = chartOf(report, 'en')
  const series = chart.series.map((one) => (one.axis === 'money' ? { ...one, values: [-130.5, 900, 20] } : one))
  const { scales, plugins } = configOf({ ...chart, series }).options ?? {}
  const { money, count } = scales as Record<string, { min: number; max: number }>
  expect(money?.min).toBeLessThanOrEqual(-130.5)
  expect(money?.max).toBeGreaterThanOrEqual(900)
  expect((money?.min ?? 0) / (money?.max ?? 0)).toBeCloseTo((count?.min ?? 0) / (count?.max ?? 0))
  expect(plugins?.legend?.labels?.generateLabels).toBeTypeOf('function')
})

describe('the sales chart', () => {
  test('draws the report’s own figures: total sales as bars, the period before as a faint line, orders as a line', async () => {
    const report = await read('sales', '2026-11-16', '2026-11-22')
    const chart = chartOf(report, 'en')
    expect(chart.series.map(({ name, shape }) => [name, shape])).toEqual([
      ['Total sales', 'bars'],
      ['Total sales, period before', 'faint line'],
      ['Orders', 'line'],
    ])
    expect(chart.series[0]?.values).toEqual(report.series.map((point) => Number(point.total_sales) / 100))
    expect(chart.series[1]?.values).toEqual([9, 10, 11, 12, 13, 14, 15].map((day) => (day * 12345) / 100))
    expect(chart.series[2]?.values).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect(configOf(chart).data.datasets.map(({ data }) => data)).toEqual(chart.series.map(({ values }) => values))
  })

  test('says what the figures say, in the reader’s language and digits', async () => {
    const report = await read('sales', '2026-11-16', '2026-11-22')
    expect(chartOf(report, 'en')).toMatchObject({
      title: 'Total sales ¥16,418.85, up 58.3% on the period before',
      about: expect.stringMatching(/^Nov 16\s–\s22, 2026 · Asia\/Shanghai · by day$/),
      labels: ['Nov 16', 'Nov 17', 'Nov 18', 'Nov 19', 'Nov 20', 'Nov 21', 'Nov 22'],
      axes: { money: 'Total sales (CNY)', count: 'Orders' },
    })
    const chinese = chartOf(report, 'zh-CN')
    expect(chinese).toMatchObject({
      title: '销售合计 ¥16,418.85，比上期增加 58.3%',
      axes: { money: '销售合计（CNY）' },
    })
    expect(chinese.labels[0]).toBe('11月16日')
    expect(chartOf(await read('sales', '2026-01-01', '2026-01-31'), 'en').title).toBe('No orders in this period')
  })

  test('leaves what is yet to come as a gap', async () => {
    const [bars, , orders] = chartOf(await read('sales', '2026-11-22', '2026-11-22', 'hour'), 'en').series
    expect(bars?.values.slice(9, 14)).toEqual([0, 2715.9, 0, 0, null])
    expect(orders?.values.slice(12)).toEqual([0, ...Array(11).fill(null)])
  })

  test('leaves out what was before the records, in its alternative text too', async () => {
    const chart = chartOf(await read('sales', '2026-10-30', '2026-11-02', 'day'), 'en')
    expect(chart.series[0]?.values).toEqual([null, null, 123.45, 246.9])
    expect(chart.alt).toMatch(/Nov 1: ¥123\.45, 1 order; Nov 2: ¥246\.90, 1 order/)
    expect(chart.alt).not.toContain('Oct 31')
  })

  test('has an alternative text of its figures that Slack takes', async () => {
    const { alt } = chartOf(await read('sales', '2026-11-20', '2026-11-22'), 'en')
    expect(alt).toContain('Nov 20: ¥2,469.00, 1 order; Nov 21: ¥2,592.45, 1 order; Nov 22: ¥2,715.90, 1 order')
    const long = chartOf(await read('sales', '2026-11-05', '2026-11-15', 'hour'), 'en').alt
    expect(long.length).toBeLessThanOrEqual(2_000)
    expect(long).toMatch(/and \d+ more$/)
  })
})

test('the payments chart has a lying bar a method, most captured first', async () => {
  const chart = chartOf(await read('payments', '2026-11-01', '2026-11-22'), 'zh-CN')
  expect(chart).toMatchObject({ layout: 'lying bars', labels: ['支付宝', 'boleto'] })
  expect(chart.series[0]?.values).toEqual([20863.05, 10369.8])
})

test('a title of two lines begins each with a word', () => {
  const title = 'Shenzhen Audio 深圳声学销售最多：占 ¥138,014.00 的 36%；延迟发货 1.6%'
  const lines = linesOf(title, 900, titleType)
  expect(lines).toHaveLength(2)
  expect(lines).toEqual(lines.map((line) => line.trim()))
})

describe('a picture', () => {
  test('is a PNG of 1800x1125 with a white ground and ink on it, in either language', async () => {
    const report = await read('sales', '2026-11-16', '2026-11-22')
    for (const locale of ['en', 'zh-CN'] as const) {
      const image = await loadImage(await renderChart(chartOf(report, locale)))
      expect([image.width, image.height]).toEqual([1800, 1125])
      const canvas = createCanvas(1800, 1125)
      canvas.getContext('2d').drawImage(image, 0, 0)
      const { data } = canvas.getContext('2d').getImageData(0, 0, 1800, 1125)
      expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255])
      // Dark pixels of the title's line: letters that could not be drawn leave none.
      const title = data.subarray(0, 1800 * 80 * 4)
      const ink = title.filter((value, index) => index % 4 === 0 && value < 80).length
      expect(ink).toBeGreaterThan(3_000)
    }
  })

  test('that cannot be drawn is an error, and the next one is drawn all the same', async () => {
    const chart = chartOf(await read('sales', '2026-11-16', '2026-11-22'), 'en')
    await expect(renderChart({ ...chart, currency: 'no currency' })).rejects.toThrow()
    expect((await renderChart(chart)).subarray(1, 4).toString()).toBe('PNG')
  })
})
