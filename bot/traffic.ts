import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../db/connect.ts'
import type { Jobs } from '../shop/jobs.ts'
import { liveTraffic } from '../shop/sample/traffic.ts'

/** Seconds between two things that customers do. */
const [SOONEST, LATEST] = [1, 5]

/** The sandbox's switch for live traffic: while it is on, customers order, pay, cancel and ask, through the real operations. */
export function liveTrafficSwitch(database: Database, jobs: Jobs, clock: () => Temporal.Instant, logger: Logger) {
  let running: AbortController | null = null
  async function run(signal: AbortSignal): Promise<void> {
    const traffic = liveTraffic(database.db, jobs)
    while (!signal.aborted) {
      await traffic.step(clock(), Math.random)
      await sleep((SOONEST + Math.random() * (LATEST - SOONEST)) * 1000, null, { signal })
    }
  }
  const stop = () => {
    running?.abort()
    running = null
  }
  return {
    id: 'live-traffic',
    label: 'Live traffic',
    labelZh: '模拟客流',
    get: () => running !== null,
    set(on: boolean) {
      stop()
      if (!on) return
      const started = new AbortController()
      running = started
      run(started.signal).catch((error: unknown) => {
        if (started.signal.aborted) return
        logger.error({ err: error }, 'live traffic stopped')
        if (running === started) running = null
      })
    },
    stop,
  }
}
