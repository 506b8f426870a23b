import { parentPort } from 'node:worker_threads'
import type { Chart } from './data.ts'
import { draw } from './draw.ts'
import type { Drawn } from './render.ts'

const port = parentPort
if (!port) throw new Error('charts/worker.ts runs as a worker thread only')

/** One at a time: native memory of a picture is given back only when the event loop has turned. */
let last: Promise<void> = Promise.resolve()

async function answer({ id, chart }: { id: number; chart: Chart }): Promise<void> {
  try {
    const png = await draw(chart)
    port?.postMessage({ id, png } satisfies Drawn)
  } catch (error) {
    port?.postMessage({ id, error } satisfies Drawn)
  }
}

port.on('message', (message: 'end' | { id: number; chart: Chart }) => {
  if (message === 'end') port.close()
  else last = last.then(() => answer(message))
})
