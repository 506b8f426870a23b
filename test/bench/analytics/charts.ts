import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createCanvas } from '@napi-rs/canvas'
import { type ChartConfiguration, Chart as ChartJs } from 'chart.js'
import type { Chart } from '../../../analytics/charts/data.ts'
import { draw } from '../../../analytics/charts/draw.ts'
import { renderChart } from '../../../analytics/charts/render.ts'
import { picture } from '../../../analytics/charts/style.ts'
import { compare } from './compare.ts'

const chart = (points: number): Chart => ({
  ...{ locale: 'en', currency: 'CNY', title: 'Total sales ¥175,854.75, up 81%', about: 'Nov 16 – 22, 2025', alt: '' },
  ...{ theme: 'light', marks: [], byId: { title: '', labels: [] } },
  layout: 'columns',
  labels: Array.from({ length: points }, (_, at) => `Day ${at + 1}`),
  series: [
    { name: 'Total sales', shape: 'bars', axis: 'money', values: wave(points, 9_000) },
    { name: 'Orders', shape: 'line', axis: 'count', values: wave(points, 70) },
  ],
  axes: { money: 'Total sales (CNY)', count: 'Orders' },
})

const wave = (points: number, height: number) =>
  Array.from({ length: points }, (_, at) => Math.round(height * (1 + Math.sin(at / 3))))

/** As somebody would draw the same with chart.js and nothing else. */
const bare = (points: number): ChartConfiguration => ({
  type: 'bar',
  data: {
    labels: Array.from({ length: points }, (_, at) => `Day ${at + 1}`),
    datasets: [
      { type: 'bar', label: 'Total sales', data: wave(points, 9_000), yAxisID: 'money' },
      { type: 'line', label: 'Orders', data: wave(points, 70), yAxisID: 'count' },
    ],
  },
  options: {
    ...{ responsive: false, animation: false, devicePixelRatio: picture.density },
    plugins: { title: { display: true, text: 'Total sales' } },
    scales: { money: { position: 'left' }, count: { position: 'right', grid: { drawOnChartArea: false } } },
  },
})

const canvas = createCanvas(picture.width, picture.height)
async function drawBarely(points: number): Promise<Buffer> {
  canvas.width = picture.width
  canvas.height = picture.height
  const drawn = new ChartJs(canvas as unknown as HTMLCanvasElement, bare(points))
  try {
    return await canvas.encode('png')
  } finally {
    drawn.destroy()
  }
}

const MANY = 400

/** The charts' bench in a process of its own, whose memory is that of charts and nothing else. */
export async function benchCharts(): Promise<void> {
  const [code] = await once(spawn(process.execPath, [import.meta.filename], { stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error(`the bench of charts ended with ${code}`)
}

/** Charts beside bare chart.js on the same canvas; then how long they hold this thread, and what many in a row take. */
async function measure(): Promise<void> {
  for (const points of [30, 365])
    await compare(
      `a chart of ${points} points, warm / bare chart.js`,
      { run: () => draw(chart(points)) },
      { run: () => drawBarely(points) },
      { target: 1 / 1.1, rounds: 21 },
    )
  await renderChart(chart(30))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  for (let round = 0; round < 20; round++) await renderChart(chart(365))
  delay.disable()
  // What the loop waits for anyway is in it.
  const held = delay.max / 1e6 - 1
  console.log(
    `${'longest that this thread was held while 20 were drawn'.padEnd(62)} ${held.toFixed(1).padStart(8)} ms (15)`,
  )
  const before = process.memoryUsage.rss()
  for (let round = 0; round < MANY; round++) await renderChart(chart(30))
  const [rss, grown] = [process.memoryUsage.rss(), process.memoryUsage.rss() - before].map((bytes) =>
    (bytes / 2 ** 20).toFixed(0),
  )
  console.log(
    `${`memory of the process after ${MANY} charts in a row`.padEnd(62)} ${rss?.padStart(8)} MB (300), ${grown} MB more than before them`,
  )
}

if (import.meta.main) {
  await measure()
  // The thread that draws would keep the process.
  process.exit()
}
