import { Worker } from 'node:worker_threads'

interface Waiting<R> {
  resolve(result: R): void
  reject(error: unknown): void
}

/** The answer to one task: its result, or what went wrong. */
export type Answered<R> = { id: number; result: R } | { id: number; error: unknown }

/** What a thread is sent: a task, or that it is no longer needed. */
export type Sent<T> = 'end' | { id: number; task: T }

/**
 * A thread that does tasks of one kind, one after the other (see `doTasks`), so that the thread which answers people
 * stays free. It starts with the first task and ends after some seconds without one.
 */
export class Thread<T, R> {
  readonly #file: URL
  readonly #idleMilliseconds: number
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  readonly #waiting = new Map<number, Waiting<R>>()
  #count = 0

  constructor(file: URL, idleMilliseconds = 10_000) {
    this.#file = file
    this.#idleMilliseconds = idleMilliseconds
  }

  /** The result of a task. Rejects with what the task threw, or where the thread is gone. */
  do(task: T): Promise<R> {
    clearTimeout(this.#idle)
    const worker = this.#worker ?? this.#start()
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, task } satisfies Sent<T>)
    })
  }

  #start(): Worker {
    // Small generations are collected often: what a picture leaves behind holds native memory many times its own size.
    const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 }
    const worker = new Worker(this.#file, { resourceLimits })
    this.#worker = worker
    worker.on('message', (answered: Answered<R>) => {
      const waiting = this.#waiting.get(answered.id)
      this.#waiting.delete(answered.id)
      if ('error' in answered) waiting?.reject(answered.error)
      else waiting?.resolve(answered.result)
      if (this.#waiting.size === 0) this.#rest(worker)
    })
    worker.on('error', (error) => this.#fail(worker, error))
    worker.on('exit', (code) => this.#fail(worker, new Error(`the thread of ${this.#file} ended with ${code}`)))
    return worker
  }

  /** Nothing to do: the program may end, and after a while the thread does. */
  #rest(worker: Worker): void {
    worker.unref()
    this.#idle = setTimeout(() => {
      if (this.#worker === worker) this.#worker = null
      worker.postMessage('end' satisfies Sent<T>)
    }, this.#idleMilliseconds).unref()
  }

  /** A thread that is gone takes what it was doing with it; the next task starts another. */
  #fail(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
