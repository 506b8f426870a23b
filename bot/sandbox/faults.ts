import type { Fields } from './json.ts'

/** How the Web API misbehaves: like Slack too busy, broken, unreachable, or refusing with a code of its own. */
export type Fault =
  | { kind: 'ratelimited'; retryAfter?: number }
  | { kind: 'status'; status: number }
  | { kind: 'hang'; ms?: number }
  | { kind: 'drop' }
  | { kind: 'error'; error: string }
  /** does the work, then loses the answer: what was posted is posted */
  | { kind: 'lost' }

/** One call that the app made. */
export interface Call {
  at: number
  method: string
  args: Fields
  status: number
  result: Fields
}

const KEPT = 1000

/** Faults to come and calls that were, for tests. */
export class Faults {
  /** the calls of the app, oldest first; also those answered with a fault */
  readonly calls: Call[] = []
  readonly #waiting: { method: string; fault: Fault; left: number }[] = []

  /** Makes the next `times` calls of a method fail; `*` stands for every method, `response_url` for answers. */
  next(method: string, fault: Fault, times = 1): void {
    this.#waiting.push({ method, fault, left: times })
  }

  /** Forgets faults that have not happened. */
  clear(): void {
    this.#waiting.length = 0
  }

  /** The fault that this call meets, used up by it. */
  take(method: string): Fault | null {
    const found = this.#waiting.find(({ method: name, left }) => left > 0 && (name === '*' || name === method))
    if (!found) return null
    found.left--
    return found.fault
  }

  record(call: Call): void {
    this.calls.push(call)
    if (this.calls.length > KEPT) this.calls.shift()
  }

  /** The calls of one method. */
  of(method: string): Call[] {
    return this.calls.filter((call) => call.method === method)
  }
}
