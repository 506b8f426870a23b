import { Thread } from '../../shop/thread.ts'
import type { Chart } from './data.ts'

/**
 * Encoding and its native memory stay away from the thread that answers people. After it has ended, the drawing library
 * and its fonts stay mapped, about 100 MB.
 */
const renderer = new Thread<Chart, Uint8Array>(new URL('./worker.ts', import.meta.url))

/** A chart as PNG of 1800x1125. Takes about 0.1 s, the first after a while 0.5 s. */
export async function renderChart(chart: Chart): Promise<Buffer> {
  const { buffer, byteOffset, byteLength } = await renderer.do(chart)
  return Buffer.from(buffer, byteOffset, byteLength)
}
