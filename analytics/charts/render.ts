import { Worker } from 'node:worker_threads'
import type { Chart } from './data.ts'

/** After this long without a chart the drawing thread ends. The drawing library and its fonts stay mapped, about 100 MB. */
const idleMilliseconds = 10_000

/** Small generations are collected often: what a chart leaves behind holds native memory many times its own size. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 }

interface Waiting {
  resolve(png: Buffer): void
  reject(error: unknown): void
}

/** The answer to one chart: its picture, or what went wrong. */
export type Drawn = { id: number; png: Uint8Array } | { id: number; error: unknown }

/** Draws charts in a thread of its own, so that encoding and its native memory stay away from the thread that answers people. */
class Renderer {
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  readonly #waiting = new Map<number, Waiting>()
  #count = 0

  render(chart: Chart): Promise<Buffer> {
    clearTimeout(this.#idle)
    const worker = this.#worker ?? this.#start()
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, chart })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits })
    this.#worker = worker
    worker.on('message', (drawn: Drawn) => {
      const waiting = this.#waiting.get(drawn.id)
      this.#waiting.delete(drawn.id)
      if ('png' in drawn) waiting?.resolve(Buffer.from(drawn.png.buffer, drawn.png.byteOffset, drawn.png.byteLength))
      else waiting?.reject(drawn.error)
      if (this.#waiting.size === 0) this.#rest(worker)
    })
    worker.on('error', (error) => this.#fail(worker, error))
    worker.on('exit', (code) => this.#fail(worker, new Error(`the drawing thread ended with ${code}`)))
    return worker
  }

  /** Nothing to draw: the program may end, and after a while the thread does. */
  #rest(worker: Worker): void {
    worker.unref()
    this.#idle = setTimeout(() => {
      if (this.#worker === worker) this.#worker = null
      worker.postMessage('end')
    }, idleMilliseconds).unref()
  }

  /** A thread that is gone takes what it was drawing with it; the next chart starts another. */
  #fail(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

const renderer = new Renderer()

/** A chart as PNG of 1200x600 at twice the density. Takes about 0.1 s, the first after a while 0.5 s. */
export const renderChart = (chart: Chart): Promise<Buffer> => renderer.render(chart)
