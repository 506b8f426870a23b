import { setTimeout as sleep } from 'node:timers/promises'

/** Work that has begun, so that a program that is told to stop can finish it first. */
export class UnderWay {
  readonly #work = new Set<Promise<unknown>>()

  /** Counts it as under way until it settles; gives it back. */
  add<T>(work: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = work.then(
      () => this.#work.delete(settled),
      () => this.#work.delete(settled),
    )
    this.#work.add(settled)
    return work
  }

  /** Resolves when nothing is under way any more, at the latest after so many ms. */
  async finished(within: number): Promise<void> {
    const late = sleep(within, true, { ref: false })
    while (this.#work.size > 0) if (await Promise.race([Promise.all(this.#work).then(() => false), late])) return
  }
}
