import type { Logger } from 'pino'
import type { Metrics } from '../metrics.ts'
import type { Services } from '../operation.ts'

/** What every listener works with. */
export interface ListenerOptions {
  services: Services
  logger: Logger
  clock: () => Temporal.Instant
  metrics: Metrics
}
