import { createCanvas } from '@napi-rs/canvas'
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
import { fontFamily } from '../../shop/fonts.ts'
import { configOf } from './config.ts'
import type { Chart } from './data.ts'
import { picture } from './style.ts'

ChartJs.register(BarController, BarElement, LineController, LineElement, PointElement)
ChartJs.register(CategoryScale, LinearScale, Legend, Title, SubTitle)
ChartJs.defaults.font.family = fontFamily

/** One surface for all: a new one each would hold 14 MB until its turn of garbage collection comes. */
const canvas = createCanvas(picture.width, picture.height)

/** The picture of a chart as PNG, one at a time. Encoding is most of the time and happens beside the event loop. */
export async function draw(chart: Chart): Promise<Buffer> {
  canvas.width = picture.width
  canvas.height = picture.height
  // chart.js asks of a canvas only what this one has; the type is a browser's.
  const drawn = new ChartJs(canvas as unknown as HTMLCanvasElement, configOf(chart))
  try {
    return await canvas.encode('png')
  } finally {
    drawn.destroy()
  }
}
