import { parentPort } from 'node:worker_threads'
import type { Answered, Sent } from './thread.ts'

/** Has the tasks done that this thread is sent (see `Thread`), one at a time. For the file of a thread only. */
export function doTasks<T, R>(work: (task: T) => Promise<R>): void {
  const port = parentPort
  if (!port) throw new Error('this file runs as a thread only')
  const answer = (answered: Answered<R>) => port.postMessage(answered)
  let last: Promise<void> = Promise.resolve()
  port.on('message', (sent: Sent<T>) => {
    if (sent === 'end') return port.close()
    const { id, task } = sent
    last = last
      .then(() => work(task))
      .then(
        (result) => answer({ id, result }),
        (error: unknown) => answer({ id, error }),
      )
  })
}
