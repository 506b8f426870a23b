import { expect, test } from 'vitest'
import type { Chart } from '../../../analytics/charts/data.ts'
import { renderChart } from '../../../analytics/charts/render.ts'

const chart = (points: number): Chart => ({
  locale: 'zh-CN',
  currency: 'CNY',
  title: '销售合计 ¥175,854.75，比上期增加 81%',
  about: '2026/11/16 – 2026/11/22',
  layout: 'columns',
  labels: Array.from({ length: points }, (_, index) => `${index}日`),
  series: [
    {
      name: '销售合计',
      shape: 'bars',
      axis: 'money',
      values: Array.from({ length: points }, (_, index) => index * 99),
    },
    { name: '订单数', shape: 'line', axis: 'count', values: Array.from({ length: points }, (_, index) => index % 7) },
  ],
  axes: { money: '销售合计（CNY）', count: '订单数' },
  alt: '',
  theme: 'light',
  marks: [],
  byId: { title: '', labels: [] },
})

test('fifty charts, one of thousands of points and some at once, take at most 150 MB', async () => {
  const before = process.memoryUsage.rss()
  for (let round = 0; round < 30; round++) await renderChart(chart(round === 9 ? 2_400 : 30))
  await Promise.all(Array.from({ length: 20 }, () => renderChart(chart(30))))
  const grown = (process.memoryUsage.rss() - before) / 1e6
  console.info(`fifty charts: ${grown.toFixed(0)} MB`)
  expect(grown).toBeLessThan(150)
}, 60_000)
