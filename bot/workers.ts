import { runReport } from '../analytics/subscriptions/run.ts'
import type { Gateway } from '../shop/gateways/gateway.ts'
import { resumeEvents } from '../shop/intake/take.ts'
import type { JobQueue } from '../shop/jobs.ts'
import { submitRefundPart } from '../shop/refunds/submit.ts'
import type { Services } from './operation.ts'
import { deliverMessage } from './outbox.ts'

/** Has the queue's jobs done: each handler is idempotent, since a job may come again. */
export async function startWorkers(
  services: Services,
  queue: JobQueue,
  gateway: Gateway,
  clock: () => Temporal.Instant,
): Promise<void> {
  const { db } = services
  await queue.work('message.draw', ({ key }) => deliverMessage(services, key, clock()))
  await queue.work('refund.submit', (part) => submitRefundPart(db, queue, gateway, part, clock()))
  await queue.work('intake.resume', ({ subject }) => resumeEvents(db, queue, subject, clock()))
  await queue.work('report.run', (run) => runReport(db, queue, run, clock()))
}
