import { fileURLToPath } from 'node:url'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  SubTitle,
  Title,
} from 'chart.js'
import { configOf } from './config.ts'
import type { Chart } from './data.ts'

ChartJs.register(BarController, BarElement, LineController, LineElement, PointElement)
ChartJs.register(CategoryScale, LinearScale, Legend, Title, SubTitle)

/** A character is looked for in the first family, then in the next: the subsets of one font have to differ in name. */
for (const subset of ['latin', 'chinese-simplified'])
  for (const weight of [400, 700]) {
    const file = import.meta.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-${weight}-normal.woff2`)
    if (!GlobalFonts.registerFromPath(fileURLToPath(file), `Noto ${subset}`)) throw new Error(`cannot read ${file}`)
  }
ChartJs.defaults.font.family = '"Noto latin", "Noto chinese-simplified", sans-serif'

/** The picture of a chart as PNG. Encoding is most of the time and happens beside the event loop. */
export async function draw(chart: Chart): Promise<Buffer> {
  const canvas = createCanvas(1200, 600)
  // chart.js asks of a canvas only what this one has; the type is a browser's.
  const drawn = new ChartJs(canvas as unknown as HTMLCanvasElement, configOf(chart))
  try {
    return await canvas.encode('png')
  } finally {
    drawn.destroy()
  }
}
