import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { addBusinessGauges, type GaugeReading } from './gauges.ts'

/** What Prometheus reads at /metrics. One registry a program, so that two in one process do not mix. */
export function openMetrics(pendingJobs: () => Promise<number>, gauges: GaugeReading) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'backroom_' })
  const requests = new Histogram({
    name: 'backroom_request_seconds',
    help: 'Time that a Slack delivery took',
    labelNames: ['via'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers: [registry],
  })
  const jobFailures = new Counter({
    name: 'backroom_job_failures_total',
    help: 'Attempts of queued jobs that failed',
    labelNames: ['job'],
    registers: [registry],
  })
  new Gauge({
    name: 'backroom_jobs_pending',
    help: 'Queued jobs not finished yet',
    registers: [registry],
    async collect() {
      // Unknown while the database is away: /readyz says why, and the other metrics are wanted then most of all.
      this.set(await pendingJobs().catch(() => Number.NaN))
    },
  })
  addBusinessGauges(registry, gauges)
  return {
    requests,
    jobFailures,
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

export type Metrics = ReturnType<typeof openMetrics>
