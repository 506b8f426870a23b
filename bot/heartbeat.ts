import cron from 'node-cron'
import type { Logger } from 'pino'

/** Something that is due now and then: it asks the database what, so that a missed beat loses nothing. */
export interface Planner {
  name: string
  /** A cron line of node-cron, seconds first. */
  every: string
  run(now: Temporal.Instant): Promise<unknown>
}

/** Wakes the planners. One still at work when its next beat comes skips that beat. */
export function startHeartbeat(planners: readonly Planner[], clock: () => Temporal.Instant, logger: Logger) {
  const tasks = planners.map(({ name, every, run }) =>
    cron.schedule(
      every,
      async () => {
        try {
          await run(clock())
        } catch (error) {
          logger.error({ err: error, planner: name }, 'a planner failed; it runs again at the next beat')
        }
      },
      // A computer that slept has missed thousands of beats, each a line of its log, and the next one makes up for all.
      { name, noOverlap: true, timezone: 'UTC', suppressMissedWarning: true },
    ),
  )
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()))
    },
  }
}
