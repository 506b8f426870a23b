import pg from 'pg'

/** What a killed process would have done next. */
class Killed extends Error {
  override name = 'Killed'
}

/** Kills what runs in this process, as far as anybody outside can tell: at one step nothing goes in or out any more. */
export interface Fuse {
  /** Counts steps from now on, and blows at one of them: before it is done, or once it is and its answer is lost. */
  arm(at: number, when: 'before' | 'after'): void
  /** Lets everything through again; gives whether it had blown. */
  disarm(): boolean
  remove(): void
}

/** Every statement that is sent to PostgreSQL and every request over HTTP is a step. */
export function layFuse(): Fuse {
  const sent = { query: pg.Client.prototype.query, fetch: globalThis.fetch }
  let [armed, blown, steps, at] = [false, false, 0, 0]
  let when: 'before' | 'after' = 'before'
  async function step<T>(work: () => Promise<T>): Promise<T> {
    if (!armed) return work()
    if (blown) throw new Killed()
    const last = ++steps === at
    if (last && when === 'before') blown = true
    if (blown) throw new Killed()
    const done = await work().catch((error: unknown) => {
      if (last) blown = true
      throw error
    })
    if (last) blown = true
    if (blown) throw new Killed()
    return done
  }
  pg.Client.prototype.query = function query(this: pg.Client, ...args: unknown[]) {
    const send = () => (sent.query as (...all: unknown[]) => Promise<unknown>).apply(this, args)
    return typeof args.at(-1) === 'function' ? send() : step(send)
  } as typeof pg.Client.prototype.query
  globalThis.fetch = (...args) => step(() => sent.fetch(...args))
  return {
    arm(place, time) {
      ;[armed, blown, steps, at, when] = [true, false, 0, place, time]
    },
    disarm() {
      armed = false
      return blown
    },
    remove() {
      pg.Client.prototype.query = sent.query
      globalThis.fetch = sent.fetch
    },
  }
}
